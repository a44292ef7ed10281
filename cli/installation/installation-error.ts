/** Node releases by the version of their native interface, which the error of a module compiled for another release names. */
const NODE_RELEASES: Readonly<Record<string, string>> = {
  '108': '18',
  '115': '20',
  '127': '22',
  '131': '23',
  '137': '24',
  '141': '25',
}

const COMPILED = ['better-sqlite3', 'hnswlib-node']

/**
 * One sentence that says what is wrong with the installation and how to fix it; null if the error has another cause. Such
 * errors come from `import` and `require`: a package is missing, was never compiled, or was compiled for another
 * Node or machine.
 */
export function installationSentence(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const code: unknown = Reflect.get(error, 'code')
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return missingSentence(error.message)
  const { name, folder } = placeIn(error.message)
  if (error.message.startsWith('Could not locate the bindings file')) {
    return `${name} was never compiled, because npm did not run its install script: ${rebuild(name, folder)} with python3, make and a C++ compiler installed (if npm asks, approve the install scripts of ${COMPILED.join(' and ')})`
  }
  if (code !== 'ERR_DLOPEN_FAILED') return null
  const [, interfaceVersion] = /NODE_MODULE_VERSION (\d+)/.exec(error.message) ?? []
  if (interfaceVersion === undefined) {
    const reason = error.message.split('\n', 1)[0]!.replace(/^.*\.node: ?/, '')
    return `${name} cannot be loaded on this machine (${reason}): ${rebuild(name, folder)}`
  }
  const release = NODE_RELEASES[interfaceVersion]
  const other = release === undefined ? 'another Node' : `Node ${release}`
  return `${name} was compiled for ${other}, and this is Node ${process.versions.node}: ${rebuild(name, folder)}, or use ${release === undefined ? 'the Node of before' : other}`
}

function missingSentence(message: string): string | null {
  const [, name] = /^Cannot find (?:package|module) '([^'./][^']*)'/.exec(message) ?? []
  if (name === undefined) return null
  return `the package ${name} is not installed: run 'npm ci' in a clone, or install chartsift again`
}

function rebuild(name: string, folder: string | null): string {
  const packages = COMPILED.includes(name) ? COMPILED : [name]
  return `run 'npm rebuild ${packages.join(' ')}'${folder === null ? '' : ` in ${folder}`}`
}

/** The package that a native module belongs to, and the folder whose node_modules contains it. */
function placeIn(message: string): { readonly name: string; readonly folder: string | null } {
  const found = /([^'"\s][^'"\n]*?)?[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(message)
  return found === null
    ? { name: 'a native module', folder: null }
    : { name: found[2]!, folder: found[1]?.replace(/^.*?(?=[\\/]|[A-Za-z]:\\)/, '') || null }
}
