import {
  createTheme,
  defaultVariantColorsResolver,
  localStorageColorSchemeManager,
  parseThemeColor,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** The one accent: a deep water blue, calm next to any state's colour. */
const petrol: MantineColorsTuple = [
  ...(['#e8f5f6', '#d0e9ec', '#a3d3d9', '#72bcc5', '#4aa7b3'] as const),
  ...(['#2b93a0', '#157f8c', '#0b6470', '#07525c', '#043f48'] as const),
];
const gray: MantineColorsTuple = [
  ...(['#f6f9f9', '#edf2f2', '#e0e8e8', '#cdd8d9', '#afbdbf'] as const),
  ...(['#89989b', '#66767a', '#4b5b5f', '#334246', '#182427'] as const),
];
const red: MantineColorsTuple = [
  ...(['#fff0ee', '#ffdfdc', '#ffbdb7', '#ff978e', '#ff7b70'] as const),
  ...(['#f2584b', '#d8392c', '#b3261e', '#931c15', '#75130e'] as const),
];
const dark: MantineColorsTuple = [
  ...(['#e2eaeb', '#b8c6c8', '#8fa1a4', '#5f7277', '#33454b'] as const),
  ...(['#26363b', '#1c2a2e', '#142024', '#0e181b', '#081012'] as const),
];

/**
 * Mantine's own light variant is too pale for WCAG AA, and its filled one has the text that suits the light scheme in both:
 * these pass in both schemes.
 */
const variantColors: VariantColorsResolver = (input) => {
  const { theme, variant } = input;
  const usual = defaultVariantColorsResolver(input);
  const parsed = (colorScheme: 'light' | 'dark') =>
    parseThemeColor({ color: input.color ?? theme.primaryColor, theme, colorScheme });
  const { color, shade, isThemeColor } = parsed('light');
  if (variant === 'filled' && isThemeColor && shade === undefined) {
    const textOn = (scheme: 'light' | 'dark') =>
      `var(--mantine-color-${parsed(scheme).isLight ? 'black' : 'white'})`;
    return { ...usual, color: `light-dark(${textOn('light')}, ${textOn('dark')})` };
  }
  if (variant !== 'light') return usual;
  const shadeOf = (n: number) => `var(--mantine-color-${color}-${String(n)})`;
  return {
    ...usual,
    background: `light-dark(${shadeOf(0)}, color-mix(in srgb, ${shadeOf(9)} 45%, black))`,
    color: `light-dark(color-mix(in srgb, ${shadeOf(9)} 70%, black), ${shadeOf(0)})`,
    border: `1px solid light-dark(${shadeOf(2)}, ${shadeOf(8)})`,
  };
};

export const theme = createTheme({
  colors: { petrol, gray, dark, red },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 4 },
  // From here on black text has the better contrast; both have at least 4.5:1.
  autoContrast: true,
  luminanceThreshold: 0.179,
  variantColorResolver: variantColors,
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.75rem', lineHeight: '1.2' } } },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': 'var(--mantine-color-gray-9)',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-error': '#b3261e',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-1)',
    '--mantine-color-error': '#ff9d92',
  },
});

export const colorSchemes = localStorageColorSchemeManager({ key: 'uniflag-color-scheme' });
