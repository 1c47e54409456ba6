/**
 * How bars are told apart: a colour and a pattern each, so that nobody has to see the colour. Colours are the theme's, as
 * name and shade in the light and in the dark scheme; bar-colours.spec.ts holds them to 3:1 on a card.
 */
export const barColours = [
  ['petrol', 7, 3],
  ['orange', 8, 4],
  ['grape', 7, 4],
  ['blue', 7, 4],
  ['red', 7, 3],
  ['lime', 9, 4],
  ['indigo', 8, 3],
  ['pink', 8, 4],
  ['violet', 7, 4],
  ['gray', 6, 2],
] as const;
