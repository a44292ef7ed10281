import { describe, expect, it } from 'vitest'
import { InputError } from '../../../base/errors/input-error.js'
import { SystemFailure, systemFailure } from '../../../base/errors/system-failure.js'
import { systemSentence } from '../../../base/errors/system-sentence.js'
import { DamagedFile } from '../../../base/integrity/damaged-file.js'
import { failureReceived, failureToSend } from '../../../pipeline/failures/process-failure.js'

const error = (fields: object) => Object.assign(new Error('as the system says it'), fields)
/** As between processes: plain data. */
const sent = (thrown: unknown): Error => failureReceived(structuredClone(failureToSend(thrown)))

describe('an error of another process', () => {
  it('keeps its class and its words', () => {
    for (const thrown of [
      new InputError('bad.xml:3: expected a record'),
      new DamagedFile('/w/record.db'),
      new SystemFailure('the server is gone', 'ECONNREFUSED'),
      new TypeError('a defect of ours'),
    ]) {
      const received = sent(thrown)
      expect(received.name).toBe(thrown.name)
      expect(received.message).toBe(thrown.message)
      if (!(thrown instanceof TypeError)) expect(received).toBeInstanceOf(thrown.constructor)
    }
    expect(sent('text').message).toBe('text')
  })

  it('of the system keeps what the sentence about it needs', () => {
    const denied = error({ code: 'EACCES', syscall: 'open', path: '/w/a' })
    expect(systemSentence(sent(denied))).toBe('cannot open /w/a: permission denied')
    expect(sent(error({ code: 'ENOSPC', syscall: 'write', path: '/w/a' }))).toEqual(
      new SystemFailure(
        'cannot write /w/a: no space is left on the disk; free some space and run the same command again; finished work is kept',
        'ENOSPC',
      ),
    )
  })
})

describe('systemFailure', () => {
  it.each([
    ['ENOSPC', 'no space is left on the disk'],
    ['EDQUOT', 'the disk quota is used up'],
    ['EROFS', 'the disk is read-only'],
    ['EMFILE', 'too many files are open'],
    ['SQLITE_FULL', 'no space is left on the disk'],
    ['SQLITE_READONLY_DIRECTORY', 'a database cannot be written'],
    ['SQLITE_IOERR_SHMSIZE', 'the disk does not read or write'],
  ])('is what every patient would meet: %s', (code, reason) => {
    expect(systemFailure(error({ code }))?.message).toContain(reason)
  })

  it('is nothing that one file alone has', () => {
    for (const code of ['EACCES', 'ENOENT', 'EISDIR', 'SQLITE_CORRUPT', undefined])
      expect(systemFailure(error({ code }))).toBeNull()
  })
})
