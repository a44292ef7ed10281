// Says before `npm ci` what it would fail for, and after it has failed what to do. Written so that an old Node reads it.
var execFileSync = require('child_process').execFileSync
var fs = require('fs')
var os = require('os')
var path = require('path')

var root = path.join(__dirname, '..')

if (process.argv[2] === 'failed') {
  say(afterFailure())
} else {
  var problems = [nodeProblem(), toolProblem(), nodedirProblem()].filter(Boolean)
  problems.forEach(say)
  if (problems.length > 0) process.exit(1)
}

function say(sentence) {
  process.stderr.write('chartsift: ' + sentence + '\n')
}

function nodeProblem() {
  var minimum = require('../package.json').engines.node.match(/\d+/g).map(Number)
  var found = process.versions.node.split('.').map(Number)
  if (found[0] > minimum[0] || (found[0] === minimum[0] && found[1] >= minimum[1])) return null
  return (
    'expected Node ' + minimum.join('.') + ' or later, found ' + process.versions.node + ' (' + process.execPath +
    '): install a newer Node, or put it first on the PATH'
  )
}

function toolProblem() {
  var missing = []
  if (!runs(process.env.npm_config_python || process.env.PYTHON || 'python3')) missing.push('python3')
  if (![process.env.CXX, 'c++', 'g++', 'clang++'].filter(Boolean).some(runs)) missing.push('C++ compiler')
  if (missing.length === 0) return null
  return (
    'expected python3 and a C++ compiler to compile better-sqlite3 and hnswlib-node, found no ' +
    missing.join(' and no ') + ' (Debian, Ubuntu: apt-get install python3 g++)'
  )
}

function runs(command) {
  try {
    execFileSync(command.split(' ')[0], ['--version'], { stdio: 'ignore' })
    return true
  } catch (error) {
    return false
  }
}

function nodedirProblem() {
  var prefix = process.env.npm_config_nodedir
  if (!prefix || hasHeaders(prefix)) return null
  return 'npm_config_nodedir names ' + prefix + ", which holds no Node headers (include/node/node.h): name the prefix that does, or unset it to have them downloaded"
}

function hasHeaders(prefix) {
  return fs.existsSync(path.join(prefix, 'include', 'node', 'node.h'))
}

function afterFailure() {
  var prefix = process.env.npm_config_nodedir
  var downloaded = path.join(os.homedir(), '.cache', 'node-gyp', process.versions.node)
  if ((prefix && hasHeaders(prefix)) || hasHeaders(downloaded)) {
    return "the packages could not be installed: npm's own messages above say why; run the same command again when it is mended"
  }
  return (
    'the packages could not be installed, and Node\'s headers, which compiling needs, are not on this machine: if npm could not download them, ' +
    'install them and set npm_config_nodedir to the prefix that holds include/node/node.h, then run the same command again in ' + root
  )
}
