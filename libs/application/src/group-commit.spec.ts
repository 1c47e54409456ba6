import { GroupCommit } from './group-commit.js';

/** A commit that ends when the test says so. */
function aCommit() {
  const groups: { items: readonly number[]; end: () => void; fail: (error: Error) => void }[] = [];
  const commit = (items: readonly number[]) =>
    new Promise<void>((end, fail) => {
      groups.push({ items, end, fail });
    });
  return { groups, commit };
}

/** Lets everything that is ready run. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('GroupCommit', () => {
  it('takes what was added in one breath in one commit', async () => {
    const { groups, commit } = aCommit();
    const committer = new GroupCommit(commit);
    const added = [1, 2, 3].map((item) => committer.add(item));
    await turn();
    expect(groups.map(({ items }) => items)).toEqual([[1, 2, 3]]);
    groups[0]?.end();
    await Promise.all(added);
  });

  it('takes what came during a commit into the next one, never two at once', async () => {
    const { groups, commit } = aCommit();
    const committer = new GroupCommit(commit);
    const first = committer.add(1);
    await turn();
    const later = [2, 3].map((item) => committer.add(item));
    await turn();
    expect(groups).toHaveLength(1);
    groups[0]?.end();
    await first;
    await turn();
    expect(groups.map(({ items }) => items)).toEqual([[1], [2, 3]]);
    groups[1]?.end();
    await Promise.all(later);
  });

  it('takes no more than its size at once', async () => {
    const sizes: number[] = [];
    const committer = new GroupCommit<number>(async (items) => {
      sizes.push(items.length);
    }, 4);
    await Promise.all(Array.from({ length: 10 }, (_, item) => committer.add(item)));
    expect(sizes).toEqual([4, 4, 2]);
  });

  it('tells each of a group that failed, and goes on with the next', async () => {
    const { groups, commit } = aCommit();
    const committer = new GroupCommit(commit);
    const failed = Promise.allSettled([committer.add(1), committer.add(2)]);
    await turn();
    const next = committer.add(3);
    groups[0]?.fail(new Error('synthetic'));
    expect((await failed).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await turn();
    groups[1]?.end();
    await expect(next).resolves.toBeUndefined();
  });

  it('begins anew after it had nothing to do', async () => {
    const seen: (readonly number[])[] = [];
    const committer = new GroupCommit<number>(async (items) => {
      seen.push(items);
    });
    await committer.add(1);
    await turn();
    await committer.add(2);
    expect(seen).toEqual([[1], [2]]);
  });
});
