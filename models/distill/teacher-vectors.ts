import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '../../base/files/write-atomically.js'

/** Embeds a block of texts with the teacher: one vector of `dimensions` after another. */
export type EmbedBlock = (texts: readonly string[]) => Promise<Float32Array>

const BLOCK = 512

/** `cache`: folder that keeps vectors. `parallel`: blocks at a time. */
export type TeacherWork = {
  readonly teacher: { readonly hash: string; readonly dimensions: number; readonly embedBlock: EmbedBlock }
  readonly cache: string
  readonly parallel: number
  readonly onBlock: (texts: number) => void
}

/**
 * The teacher's unit vectors of texts, row by row. Blocks are cached under the hash of teacher and texts, so that a
 * stopped run resumes and a second run does not need the teacher.
 * @param parallel how many blocks are embedded at a time
 */
export async function teacherVectors(
  texts: readonly string[],
  { teacher, cache, parallel, onBlock }: TeacherWork,
): Promise<Float32Array> {
  mkdirSync(cache, { recursive: true, mode: 0o700 })
  const vectors = new Float32Array(texts.length * teacher.dimensions)
  let next = 0
  const work = async () => {
    while (next < texts.length) {
      const from = next
      next += BLOCK
      const block = texts.slice(from, from + BLOCK)
      const key = createHash('sha256')
        .update(JSON.stringify([teacher.hash, block]))
        .digest('hex')
        .slice(0, 32)
      const path = join(cache, `${key}.f32`)
      vectors.set(
        readBlock(path, block.length * teacher.dimensions) ?? (await embedBlock(path, block)),
        from * teacher.dimensions,
      )
      onBlock(block.length)
    }
  }
  const embedBlock = async (path: string, block: readonly string[]) => {
    const made = await teacher.embedBlock(block)
    const bytes = Buffer.from(made.buffer, made.byteOffset, made.byteLength)
    writeAtomically(path, (temporary) => writeFileSync(temporary, bytes, { mode: 0o600 }))
    return made
  }
  await Promise.all(Array.from({ length: parallel }, work))
  return vectors
}

function readBlock(path: string, numbers: number): Float32Array | null {
  if (!existsSync(path)) return null
  const bytes = readFileSync(path)
  return bytes.length === numbers * 4
    ? new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length))
    : null
}
