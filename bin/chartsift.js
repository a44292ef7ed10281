#!/usr/bin/env node
// Written so that the oldest Node reads it: what is newer than ES5 is after this check.
var minimum = require('../package.json').engines.node.match(/\d+/g).map(Number)
var found = process.versions.node.split('.').map(Number)
var here = process.versions.node + ' (' + process.execPath + ')'
var sentence = 'expected Node ' + minimum.join('.') + ' or later, found ' + here

if (found[0] > minimum[0] || (found[0] === minimum[0] && found[1] >= minimum[1])) {
  require('./start.js')
} else {
  process.stderr.write('chartsift: ' + sentence + ': install a newer Node, or put it first on the PATH\n')
  process.exit(2)
}
