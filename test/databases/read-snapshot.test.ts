import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSnapshot } from '../../databases/read-snapshot.js'
import { closeWritten, openWritten } from '../../databases/written-database.js'
import { temporaryFolder } from '../fixtures/command-line.js'

const COUNT = 'SELECT count(*) FROM t'

function countIn(path: string): unknown {
  const db = readSnapshot(path)
  try {
    return db.prepare(COUNT).pluck().get()
  } finally {
    db.close()
  }
}

describe('a database that is read while it is written', () => {
  it('is seen as it was when it was opened, and its writer is not held up', () => {
    const path = join(temporaryFolder(), 'a.db')
    const writer = openWritten(path)
    writer.exec('CREATE TABLE t (x TEXT); INSERT INTO t VALUES (1)')
    const snapshot = readSnapshot(path)
    writer.exec('INSERT INTO t VALUES (2)')
    expect([snapshot.prepare(COUNT).pluck().get(), countIn(path)]).toEqual([1, 2])
    // The reader still has its copy while the writer ends.
    closeWritten(writer)
    expect(readdirSync(dirname(path))).toEqual(['a.db'])
    // 1: a rollback journal, which a read-only disk can do without.
    expect([...readFileSync(path).subarray(18, 20)]).toEqual([1, 1])
    expect(snapshot.prepare(COUNT).pluck().get()).toBe(1)
    snapshot.close()
  })

  it('is refused with the reason where its file system has no write-ahead log', () => {
    const path = join(temporaryFolder(), 'a.db')
    // Shared memory cannot be had, as on a network file system.
    mkdirSync(`${path}-shm`)
    const writer = openWritten(path)
    writer.exec('CREATE TABLE t (x TEXT); INSERT INTO t VALUES (1)')
    expect(() => countIn(path)).toThrow(/is being written, and its file system does not support reading/)
    closeWritten(writer)
    expect([countIn(path), existsSync(`${path}-wal`)]).toEqual([1, false])
  })

  it('leaves no deleted text behind', () => {
    const path = join(temporaryFolder(), 'a.db')
    const writer = openWritten(path)
    writer.exec(
      `CREATE TABLE t (x TEXT); INSERT INTO t VALUES ('SECRET'), ('KEPT'); DELETE FROM t WHERE x = 'SECRET'`,
    )
    closeWritten(writer)
    const bytes = readFileSync(path, 'latin1')
    expect([bytes.includes('SECRET'), bytes.includes('KEPT')]).toEqual([false, true])
  })
})
