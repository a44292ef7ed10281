import { statSync } from 'node:fs'

/** A file when it was looked at: its stamp, and whether any later change is sure to give it a different one. */
type SeenFile = { readonly stamp: string; readonly isSettled: boolean }

/** Files when they were looked at: their stamps, and whether any later change is sure to give a different stamp. */
export type SeenFiles = { readonly stamps: readonly string[]; readonly isSettled: boolean }

/** Clocks of file systems may tick only every two seconds: a change within the same tick leaves no trace. */
const TICK_MS = 2000

/**
 * The stamp of a file: size, inode, and times of content and attributes, in nanoseconds. The time of attributes cannot be set
 * back, so an edit that keeps size and time is noticed. 'none' if there is no file.
 */
export function seeFile(path: string): SeenFile {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  if (stats === undefined) return { stamp: 'none', isSettled: true }
  const { size, ino, mtimeNs, ctimeNs } = stats
  const changed = Math.max(Number(mtimeNs / 1_000_000n), Number(ctimeNs / 1_000_000n))
  return { stamp: `${size} ${ino} ${mtimeNs} ${ctimeNs}`, isSettled: Date.now() - changed > TICK_MS }
}

/** Stamps of the files, and whether all of them are old enough to be trusted. */
export function seeFiles(paths: readonly string[]): SeenFiles {
  const seen = paths.map(seeFile)
  return { stamps: seen.map(({ stamp }) => stamp), isSettled: seen.every(({ isSettled }) => isSettled) }
}

/** The first of these files that has changed since it was seen; null if none has. */
export function firstChanged(paths: readonly string[], { stamps }: SeenFiles): string | null {
  return paths.find((path, i) => seeFile(path).stamp !== stamps[i]) ?? null
}
