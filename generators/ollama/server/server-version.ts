/** The first version that respects `truncate: false`. */
export const KNOWS_TRUNCATE = [0, 12, 6] as const

/**
 * The first version with llama.cpp's own server inside: it rounds windows up, while /api/ps still reports the
 * requested one.
 */
const HAS_LLAMA_SERVER = [0, 30, 0] as const
const WINDOW_STEP = 256

/**
 * Whether a version such as '0.12.5' or '0.33.0-rc2' is older than a bound. Anything that is not a version
 * counts as older.
 */
export function isBefore(version: string, bound: readonly number[]): boolean {
  const parts = version.split(/[.-]/).map(Number)
  for (const [i, least] of bound.entries()) {
    const part = parts[i] ?? 0
    if (Number.isNaN(part) || part < least) return true
    if (part > least) return false
  }
  return false
}

/** The window in tokens that a server of this version really has after `window` was requested. */
export function servedWindow(window: number, version: string): number {
  return isBefore(version, HAS_LLAMA_SERVER) ? window : Math.ceil(window / WINDOW_STEP) * WINDOW_STEP
}
