import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The folder that package.json is in, from a clone as from an installation. */
export function packageFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('chartsift/package.json'))
}

/** The version in our package.json. */
export function ownVersion(): string {
  const path = createRequire(import.meta.url).resolve('chartsift/package.json')
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}

/** The version of a package that chartsift uses, wherever npm put it: beside chartsift or below it. */
export function libraryVersion(name: string): string {
  for (let folder = packageFolder(); ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name, 'package.json')
    if (existsSync(path)) return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
    if (folder === dirname(folder)) return bundledVersion(name)
  }
}

/** The devDependencies give the exact version of a package that the build has bundled. */
function bundledVersion(name: string): string {
  const own = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  const version = own.devDependencies[name]
  if (version === undefined) throw new Error(`package ${name} is not installed`)
  return version
}
