import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

type Rooms = Readonly<
  Record<string, { readonly from: readonly string[]; readonly floors: readonly string[] }>
>

/** The rooms as test/arrows.test.ts checks them. */
function checkedRooms(): Rooms {
  const [, literal] = /const ROOMS: [^=]*= (\{\n[\s\S]*?\n\})\n/.exec(read('test/arrows.test.ts'))!
  return runInNewContext(`(${literal})`, { CORPUS_FORMATS: '*' }) as Rooms
}

describe('the table of rooms in docs/design.md', () => {
  const section = read('docs/design.md').split('\n## 2. ')[1]!.split('\n## 3. ')[0]!
  const rows = [...section.matchAll(/^\| `(\w+)\/` \|.*\| (.*) \| (.*) \|$/gm)].map(
    ([, room, imports, floors]) => ({
      room: room!,
      imports: imports!,
      floors: floors!.split(' '),
    }),
  )
  const rooms = checkedRooms()

  it('lists every room', () => {
    expect(rows.map(({ room }) => room).sort()).toEqual(Object.keys(rooms).sort())
  })

  it.each(rows)('says what $room/ imports, and its floors in their order', ({ room, imports, floors }) => {
    const { from, floors: checked } = rooms[room]!
    expect(imports).toBe(from.length === 0 ? '-' : from.join(', '))
    expect(floors).toEqual([...checked])
  })
})
