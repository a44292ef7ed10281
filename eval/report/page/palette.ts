/** Colors of one theme, as #rrggbb. `series`: one per strategy except the baseline, which is drawn in `ink`. */
export type Palette = {
  readonly paper: string
  readonly ink: string
  /** Less important text and marks. */
  readonly soft: string
  /** Lines in the background. */
  readonly faint: string
  readonly grid: string
  readonly series: readonly string[]
}

// The first two are Okabe and Ito's blue and vermilion. The others were searched for: each has a contrast of at least 3 to the paper,
// and any two (and the ink) are at least .09 apart in OKLab, to normal eyes and to those without one kind of cone (Machado 2009).
/** Colors on paper. */
export const LIGHT: Palette = {
  paper: '#ffffff',
  ink: '#1b1f24',
  soft: '#57606a',
  faint: '#d6dade',
  grid: '#e6e9ec',
  series: [
    '#0072b2',
    '#d55e00',
    '#07a977',
    '#d746ff',
    '#770aeb',
    '#510073',
    '#691f01',
    '#515d03',
    '#b02371',
    '#9f8bbf',
    '#0801b5',
  ],
}

/** Colors on a dark background. */
export const DARK: Palette = {
  paper: '#14181c',
  ink: '#e8eaed',
  soft: '#a2abb4',
  faint: '#3a424b',
  grid: '#2a3138',
  series: [
    '#4ba3e3',
    '#f2813a',
    '#98ff0b',
    '#7e577b',
    '#ff34af',
    '#dc0102',
    '#d3c964',
    '#297634',
    '#12d9c4',
    '#af03bf',
    '#545fff',
  ],
}

/** The colors of a palette by the names that charts use: paper, ink, soft, faint, grid, and s1 to s11. */
export function namedColors({ series, ...others }: Palette): [name: string, color: string][] {
  return [...Object.entries(others), ...series.map((color, i): [string, string] => [`s${i + 1}`, color])]
}

/** Declarations of the CSS variables --paper, --ink, --soft, --faint, --grid and --s1 to --s11. */
export function paletteVariables(palette: Palette): string {
  return namedColors(palette)
    .map(([name, color]) => `--${name}: ${color};`)
    .join(' ')
}
