import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'

/** A file written piece by piece that gives its size and sha256 once it is complete. */
export class HashedFile {
  readonly #hash = createHash('sha256')
  #bytes = 0

  private constructor(private readonly handle: FileHandle) {}

  static async create(path: string): Promise<HashedFile> {
    return new HashedFile(await open(path, 'wx'))
  }

  async append(text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8')
    this.#hash.update(bytes)
    this.#bytes += bytes.length
    await this.handle.writeFile(bytes)
  }

  async close(): Promise<{ bytes: number; sha256: string }> {
    await this.handle.sync()
    await this.handle.close()
    return { bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }
}
