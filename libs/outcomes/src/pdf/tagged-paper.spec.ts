import { pdfInfo, whyNoPoppler } from '../../../../test/support/poppler.js';
import { TaggedPaper, type PaperOptions } from './tagged-paper.js';

const why = whyNoPoppler();
const describeOrSkip = why === undefined ? describe : describe.skip;

const options: PaperOptions = {
  title: 'Dossier UF-2026-000001',
  subject: 'A synthetic report',
  author: 'Synthetic Helpline',
  language: 'nl',
  asOfMs: Date.parse('2026-11-23T10:00:00Z'),
  foot: (page, pages) => `UF-2026-000001 · ${page} / ${pages}`,
};

const lastWord = 'slotwoord';
const cells = Array.from({ length: 80 }, (_, index) => [
  `23/11/2026 10:${index}`,
  'Anna',
  'gezien '.repeat(index),
]);

function aPaper(): TaggedPaper {
  return new TaggedPaper(options)
    .heading(1, 'Dossier')
    .paragraph('Een eerste alinea.')
    .list(['een', 'twee'])
    .facts([['Adres', `https://video.example/${'a'.repeat(400)}`]])
    .table(
      [
        { title: 'Wanneer', share: 0.3 },
        { title: 'Wie', share: 0.2 },
        { title: 'Wat', share: 0.5 },
      ],
      [...cells, ['later', 'Bert', `${'woord '.repeat(2_000)}${lastWord}`]],
    );
}

it('makes the same bytes of the same text', async () => {
  expect((await aPaper().end()).equals(await aPaper().end())).toBe(true);
});

describeOrSkip(`a tagged PDF${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  it('says its title, its language and that it is tagged, and claims no more', async () => {
    const pdf = await aPaper().end();
    expect(pdfInfo(pdf)).toMatch(/Title: +Dossier UF-2026-000001\n[^]*Tagged: +yes\n/);
    const plain = pdf.toString('latin1');
    expect(plain).toMatch(/\/Lang \(nl\)/);
    expect(plain).toContain('/DisplayDocTitle true');
    expect(plain).not.toMatch(/pdfuaid|pdfaid/);
  });

  it('is read in the order in which it was written, over the ends of pages', async () => {
    const pdf = await aPaper().end();
    const tree = pdfInfo(pdf, '-struct-text');
    const places = [
      'H1',
      'Een eerste alinea.',
      'LBody',
      'https://video.example/',
      '/Scope /Column',
      lastWord,
    ];
    expect(
      places.map((place) => tree.indexOf(place)).every((at, index, all) => at > (all[index - 1] ?? -1)),
    ).toBe(true);
    expect(tree.match(/\bTR\b/g)).toHaveLength(1 + 1 + cells.length + 1);
    // Heads of pages that follow, feet and lines are not read.
    expect(tree.match(/Wanneer/g)).toHaveLength(1);
    expect(tree).not.toContain(' / ');
  });

  it('loses nothing of a cell that is longer than a page', async () => {
    const tree = pdfInfo(await aPaper().end(), '-struct-text');
    expect(tree.match(/woord /g)).toHaveLength(2_000);
  });

  it('shows letters of European languages, and a box for what the typeface lacks', async () => {
    const pdf = await new TaggedPaper(options).paragraph('Zoë, Łukasz, Ćiro, Ελένη, Мария: سلام 😀').end();
    expect(pdfInfo(pdf, '-struct-text')).toContain('"Zoë, Łukasz, Ćiro, Ελένη, Мария: □□□□ □"');
  });
});
