import { OpenPages, openForMs } from './open-pages.js';

let nowMs = 0;
let pages: OpenPages;
beforeEach(() => {
  nowMs = 1_000_000;
  pages = new OpenPages(() => nowMs);
});
const [ada, bea, report, other] = ['ada', 'bea', 'report', 'other'];
const hear = (personId: string, isHere = true, reportId = report) =>
  pages.hear({ reportId, personId, isHere });

it('knows who has a page open beside oneself', () => {
  hear(ada);
  hear(bea);
  hear(bea, true, other);
  expect([pages.others(report, ada), pages.others(report, bea), pages.others(other, bea)]).toEqual([
    ...[[bea], [ada], []],
  ]);
});

it('knows every page that is open to others', () => {
  hear(ada);
  hear(bea, true, other);
  expect([...pages.allBut(ada)]).toEqual([[other, [bea]]]);
});

it('tells a change from what was known', () => {
  expect([hear(ada), hear(ada), hear(ada, false), hear(ada, false)]).toEqual([true, false, true, false]);
});

it('forgets who says nothing for a while, and nobody sooner', () => {
  hear(ada);
  nowMs += openForMs - 1;
  expect(pages.others(report, bea)).toEqual([ada]);
  hear(ada);
  nowMs += openForMs - 1;
  expect(pages.others(report, bea)).toEqual([ada]);
  nowMs += 1;
  expect(pages.others(report, bea)).toEqual([]);
  expect([pages.forgetSilent(), pages.forgetSilent()]).toEqual([true, false]);
  expect(hear(ada)).toBe(true);
});
