import { describe, expect, it } from 'vitest'
import { installationSentence } from '../../../cli/installation/installation-error.js'

const error = (message: string, code?: string) =>
  Object.assign(new Error(message), code === undefined ? {} : { code })

// Messages as Node 20 and 22 and the package 'bindings' write them.
const OTHER_NODE = `The module '/home/me/charts app/node_modules/better-sqlite3/build/Release/better_sqlite3.node'
was compiled against a different Node.js version using
NODE_MODULE_VERSION 115. This version of Node.js requires
NODE_MODULE_VERSION 127. Please try re-compiling or re-installing
the module (for instance, using \`npm rebuild\` or \`npm install\`).`
const NEVER_COMPILED = `Could not locate the bindings file. Tried:
 → /home/me/app/node_modules/better-sqlite3/build/better_sqlite3.node
 → /home/me/app/node_modules/better-sqlite3/build/Debug/better_sqlite3.node`

describe('installationSentence', () => {
  it('names the Node that a module was compiled for, and how to compile it again', () => {
    expect(installationSentence(error(OTHER_NODE, 'ERR_DLOPEN_FAILED'))).toBe(
      `better-sqlite3 was compiled for Node 20, and this is Node ${process.versions.node}: run 'npm rebuild better-sqlite3 hnswlib-node' in /home/me/charts app, or use Node 20`,
    )
    expect(installationSentence(error(OTHER_NODE.replace('115', '999'), 'ERR_DLOPEN_FAILED'))).toContain(
      'was compiled for another Node, and',
    )
  })

  it('says that a module was never compiled', () => {
    expect(installationSentence(error(NEVER_COMPILED))).toBe(
      "better-sqlite3 was never compiled, because npm did not run its install script: run 'npm rebuild better-sqlite3 hnswlib-node' in /home/me/app with python3, make and a C++ compiler installed (if npm asks, approve the install scripts of better-sqlite3 and hnswlib-node)",
    )
  })

  it('gives the reason if a module does not load on this machine', () => {
    for (const reason of ['invalid ELF header', "version `GLIBC_2.38' not found", 'file too short']) {
      const file = '/home/me/app/node_modules/onnxruntime-node/bin/napi-v3/linux/x64/onnxruntime_binding.node'
      expect(installationSentence(error(`${file}: ${reason}`, 'ERR_DLOPEN_FAILED'))).toBe(
        `onnxruntime-node cannot be loaded on this machine (${reason}): run 'npm rebuild onnxruntime-node' in /home/me/app`,
      )
    }
  })

  it('names a package that is missing, scoped or not', () => {
    const imported = error(
      "Cannot find package '@langchain/core' imported from /home/me/app/dist/x.js",
      'ERR_MODULE_NOT_FOUND',
    )
    expect(installationSentence(imported)).toMatch(
      /^the package @langchain\/core is not installed: run 'npm ci'/,
    )
    const required = error(
      "Cannot find module 'tiktoken'\nRequire stack:\n- /home/me/x.js",
      'MODULE_NOT_FOUND',
    )
    expect(installationSentence(required)).toMatch(/^the package tiktoken is not installed/)
  })

  it('leaves other errors alone', () => {
    for (const other of [
      error('x'),
      error("Cannot find module '/home/me/dist/x.js' imported from /home/me/y.js", 'ERR_MODULE_NOT_FOUND'),
      error("ENOENT: no such file or directory, open 'a'", 'ENOENT'),
      'Could not locate the bindings file',
      null,
    ])
      expect(installationSentence(other)).toBeNull()
  })

  it('is one line whatever the error holds', () => {
    for (const one of [
      error(OTHER_NODE, 'ERR_DLOPEN_FAILED'),
      error(NEVER_COMPILED),
      error('a\nb', 'ERR_DLOPEN_FAILED'),
    ])
      expect(installationSentence(one)).not.toContain('\n')
  })
})
