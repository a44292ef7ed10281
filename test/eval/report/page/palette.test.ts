import { describe, expect, it } from 'vitest'
import { DARK, LIGHT, type Palette } from '../../../../eval/report/page/palette.js'

type Triple = readonly [number, number, number]
type Matrix = readonly [Triple, Triple, Triple]

// Machado, Oliveira and Fernandes 2009, severity 1, in linear RGB.
const VISIONS: Readonly<Record<string, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

function times(matrix: Matrix, [x, y, z]: Triple): Triple {
  return matrix.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Triple
}

function linear(hex: string): Triple {
  return [1, 3, 5].map((i) => {
    const channel = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  }) as unknown as Triple
}

/** Ottosson's OKLab. */
function lab(rgb: Triple): Triple {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map(Math.cbrt) as unknown as Triple
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  )
}

function seen(hex: string, vision: Matrix): Triple {
  return lab(times(vision, linear(hex)).map((x) => Math.min(1, Math.max(0, x))) as unknown as Triple)
}

/** WCAG's contrast. */
function contrast(a: string, b: string): number {
  const [x, y] = [a, b]
    .map(linear)
    .map(([r, g, blue]) => 0.2126 * r + 0.7152 * g + 0.0722 * blue)
    .toSorted((one, other) => other - one) as [number, number]
  return (x + 0.05) / (y + 0.05)
}

function nearest({ series, ink }: Palette, vision: Matrix): number {
  const colors = [...series, ink].map((hex) => seen(hex, vision))
  const distances = colors.flatMap((a, i) =>
    colors.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
  )
  return Math.min(...distances)
}

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('the %s palette', (_, palette) => {
  it('has a color for each of 12 strategies, with a contrast of 3 to the paper', () => {
    expect(new Set([...palette.series, palette.ink]).size).toBe(12)
    for (const color of palette.series) expect(contrast(color, palette.paper)).toBeGreaterThanOrEqual(3)
  })

  it.each(Object.entries(VISIONS))('keeps them apart to eyes with %s', (name, vision) => {
    // Okabe and Ito's colors without yellow, the palette before this one, come to .076 (light) and .045 (dark).
    expect(nearest(palette, vision)).toBeGreaterThan(name === 'normal' ? 0.16 : 0.09)
  })
})

it('knows black and white', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 6)
  expect(lab(linear('#ffffff'))[0]).toBeCloseTo(1, 6)
})
