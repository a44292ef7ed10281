/** What is still in the memory of a runner: the last prompt, or on newer servers several. */
export class PromptCache {
  private prompts: (readonly number[])[] = []

  constructor(private readonly most: number) {}

  /** How many tokens have to be read; the last one always has. */
  read(tokens: readonly number[]): number {
    const cached = Math.max(0, ...this.prompts.map((prompt) => sharedPrefix(prompt, tokens)))
    this.prompts = [tokens, ...this.prompts].slice(0, this.most)
    return Math.max(1, tokens.length - cached)
  }

  clear(): void {
    this.prompts = []
  }
}

function sharedPrefix(a: readonly number[], b: readonly number[]): number {
  let n = 0
  while (n < a.length && n < b.length && a[n] === b[n]) n++
  return n
}
