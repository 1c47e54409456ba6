import type { House } from '../support/house.js';
import { adviceCategories, type PlannedReport, type PlannedTarget } from './plan.js';

/** One submission, and what was planned for it. */
export interface Filed {
  readonly reportId: string;
  readonly reference: string;
  readonly submissionId: string;
  readonly target: PlannedTarget;
}

/** Tells the stand-ins what they will do, then files every report, a few side by side. */
export async function fileReports(house: House, plan: readonly PlannedReport[]): Promise<readonly Filed[]> {
  await setScenarios(
    house,
    plan.flatMap(({ targets }) => targets),
  );
  await expectAdvice(house);
  const filed: Filed[] = [];
  const waiting = [...plan];
  const clerk = async () => {
    for (let report = waiting.shift(); report; report = waiting.shift())
      filed.push(...(await fileOne(house, report)));
  };
  await Promise.all([clerk(), clerk(), clerk(), clerk()]);
  return filed;
}

async function setScenarios(house: House, targets: readonly PlannedTarget[]): Promise<void> {
  const scripted = targets.filter(({ behaviour }) => behaviour.steps.length > 0);
  const inputs = scripted.map(({ input }) => input);
  for (let from = 0; from < inputs.length; from += 50) {
    const { body } = await house.request<any>('POST', '/v1/targets/resolve', {
      inputs: inputs.slice(from, from + 50),
    });
    for (const [index, { key }] of (body.data as { key: string }[]).entries()) {
      const { platform, behaviour } = scripted[from + index]!;
      await house.scenario(platform, { key }, behaviour.steps);
    }
  }
}

async function fileOne(house: House, { targets, ...report }: PlannedReport): Promise<Filed[]> {
  const channels = targets.flatMap(({ platform, behaviour }) => {
    const channel = behaviour.channels?.[platform];
    return channel === undefined ? [] : [[platform, channel] as const];
  });
  const regime = targets[0]?.behaviour.regime;
  const { status, body } = await house.request<any>('POST', '/v1/reports', {
    ...{ category: report.category, caller: { role: report.role }, language: report.language },
    ...{ explanation: 'Synthetic explanation.', goodFaith: true },
    // Snapchat reads English and Dutch.
    ...(report.language === 'en' ? {} : { translations: { en: 'Synthetic translation.' } }),
    targets: targets.map(({ input }) => ({ input })),
    channels: Object.fromEntries(channels),
    ...(regime ? { regime } : {}),
  });
  if (status !== 201) throw new Error(`not filed: ${status} ${JSON.stringify(body)}`);
  return targets.map((target) => ({
    ...{ reportId: body.id, reference: body.reference, target },
    submissionId: body.submissions.find(({ platform }: any) => platform === target.platform).id,
  }));
}

/** Categories that lead to advice are asked about, and nothing is filed. */
async function expectAdvice(house: House): Promise<void> {
  for (const category of adviceCategories) {
    const { body } = await house.request<any>('POST', '/v1/reports', {
      ...{ category, caller: { role: 'VICTIM' }, language: 'nl', explanation: 'Synthetic.', goodFaith: true },
      targets: [{ input: 'https://www.instagram.com/p/Synthetic01/' }],
    });
    if (body.errors?.[0]?.code !== 'CATEGORY.NOTHING_TO_SEND') throw new Error(`${category} was filed`);
  }
}
