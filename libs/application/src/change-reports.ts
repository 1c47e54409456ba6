/**
 * Makes one change to several reports: in one commit; where that fails, each report's in its own, so that one which
 * cannot be changed holds up no other.
 *
 * @param change   changes the reports named
 * @param onFailed told of each report that could not be changed alone either
 */
export async function changeTogetherOrAlone(
  reportIds: readonly string[],
  change: (reportIds: readonly string[]) => Promise<void>,
  onFailed: (reportId: string, error: unknown) => void,
): Promise<void> {
  const distinct = [...new Set(reportIds)];
  if (distinct.length === 0) return;
  try {
    return await change(distinct);
  } catch (error) {
    const [only, ...others] = distinct;
    if (only !== undefined && others.length === 0) return onFailed(only, error);
  }
  for (const reportId of distinct)
    await change([reportId]).catch((error: unknown) => onFailed(reportId, error));
}
