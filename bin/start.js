const { existsSync } = require('node:fs')
const { join } = require('node:path')

const folder = join(__dirname, '..')
// A clone has sources; an installed package has none, and installing it again is the way out.
const wayOut = existsSync(join(folder, 'tsconfig.json'))
  ? `run 'make build' in ${folder}`
  : `install the package again (it lies in ${folder})`

if (existsSync(join(folder, 'dist/cli/cli.js'))) start()
else fail(`chartsift is not built yet: ${wayOut}`)

async function start() {
  try {
    const { main } = await import('../dist/cli/cli.js')
    process.exitCode = await main(process.argv)
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
    const [, name] = /Cannot find package '([^']+)'/.exec(error.message) ?? [null, 'a part of it']
    fail(`${name} is not installed: ${wayOut}`)
  }
}

function fail(message) {
  process.stderr.write(`chartsift: ${message}\n`)
  process.exitCode = 2
}
