import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** The folder that package.json lies in, from a clone as from an installation. */
export function packageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('chartsift/package.json'))
}

export function ownVersion(): string {
  const path = createRequire(import.meta.url).resolve('chartsift/package.json')
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}
