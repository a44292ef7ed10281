import { describe, expect, it } from 'vitest'
import { readTable } from '../../../corpus/tables/read-table.js'
import { madeFile, madeFolder } from '../made-folder.js'

function read(name: string, content: string | Uint8Array, required: string[][] = [['id']]) {
  const odd: string[] = []
  const rows = readTable(madeFile(name, content), required, (found, where) => odd.push(`${where}: ${found}`))
  return { rows, odd }
}

describe('readTable', () => {
  it('finds columns by name and keeps extra ones', () => {
    expect(read('t.tsv', 'more\t id \nx\t1\n').rows).toEqual([{ line: 2, fields: { more: 'x', id: '1' } }])
  })

  it('separates a .csv by commas and a .tsv by tabs', () => {
    expect(read('t.csv', 'id,b\n1,"2,3"\n').rows[0]!.fields).toEqual({ id: '1', b: '2,3' })
    expect(read('t.tsv', 'id\tb\n1,2\t3\n').rows[0]!.fields).toEqual({ id: '1,2', b: '3' })
  })

  it('reads a byte-order mark and Windows line ends away', () => {
    expect(read('t.tsv', '\uFEFFid\tb\r\n1\t2\r\n').rows).toEqual([{ line: 2, fields: { id: '1', b: '2' } }])
  })

  it('reads lone CR line ends, and tells of a table without rows', () => {
    expect(read('t.tsv', 'id\tb\r1\t2\r').rows).toEqual([{ line: 2, fields: { id: '1', b: '2' } }])
    expect(read('t.csv', 'id,b\r')).toEqual({ rows: [], odd: ['t.csv:1: table without a row'] })
  })

  it('fills rows with too few fields, leaves out those with too many, and tells of both', () => {
    const { rows, odd } = read('t.tsv', 'id\tb\n1\n2\tx\n3\tx\ty\n')
    expect(rows.map(({ fields }) => fields)).toEqual([
      { id: '1', b: '' },
      { id: '2', b: 'x' },
    ])
    expect(odd).toEqual([
      't.tsv:2: row with too few fields, the missing are empty',
      't.tsv:4: row with too many fields, left out',
    ])
  })

  it.each([
    [
      'a missing column',
      'a\tb\n',
      't.tsv:1: expected a column id or key, found 2 columns, none of them id, key',
    ],
    ['an empty file', '', 't.tsv:1: expected a column id or key, found an empty file'],
    [
      'a column named twice',
      'id\tid\n',
      't.tsv:1: expected columns of different names, found one name in columns 1 and 2',
    ],
    [
      'bytes that are not UTF-8',
      Buffer.from('id\ncaf\xe9', 'latin1'),
      't.tsv:2: expected a table in UTF-8, found bytes that are not UTF-8',
    ],
  ])('refuses %s', (_, content, message) => {
    expect(() => read('t.tsv', content, [['id', 'key']])).toThrow(message)
  })

  it('says which of the expected columns are there', () => {
    expect(() => read('t.tsv', 'x\tquestion\n', [['question'], ['id', 'key']])).toThrow(
      'expected a column id or key, found 2 columns, of the expected ones question',
    )
  })

  it.each([
    ['NAME OF A PATIENT\t7\tsmokes\n', 'found 3 columns, none of them id'],
    ['smokes\tid\tsmokes\n', 'found one name in columns 1 and 3'],
  ])('echoes no cell where the first row is no header: %j', (content, message) => {
    const refuse = () => read('t.tsv', content)
    expect(refuse).toThrow(message)
    expect(refuse).not.toThrow(/PATIENT|smokes/)
  })

  it('refuses a folder and a file that is not there in one sentence', () => {
    const folder = madeFolder({ 't.tsv/x': '' })
    expect(() => readTable(`${folder}/t.tsv`, [], () => {})).toThrow(
      't.tsv: expected a table in UTF-8, found a folder',
    )
    expect(() => readTable(`${folder}/u.tsv`, [], () => {})).toThrow(
      'u.tsv: expected a table in UTF-8, found nothing',
    )
  })
})
