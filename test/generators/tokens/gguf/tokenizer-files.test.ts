import { describe, expect, it } from 'vitest'
import { InputError } from '../../../../base/errors/input-error.js'
import { byteLetters } from '../../../../generators/tokens/gguf/byte-level-bpe.js'
import { tokenizerFiles } from '../../../../generators/tokens/gguf/tokenizer-files.js'
import { counterOf } from './toy-vocabulary.js'

const NAME_IT = "name the model's tokenizer folder instead"
const tokens = [...byteLetters(), 'ab', '<|im_end|>', '<|x|>', '<|x|>y', '<tool>', '<unk>', '<unused7>']
const info = {
  'general.name': 'Toy',
  'tokenizer.ggml.model': 'gpt2',
  'tokenizer.ggml.pre': 'qwen2',
  'tokenizer.ggml.tokens': tokens,
  'tokenizer.ggml.token_type': [...byteLetters().map(() => 1), 1, 1, 3, 3, 4, 2, 3],
  'tokenizer.ggml.merges': ['a b'],
  'tokenizer.ggml.eos_token_id': 257,
}

describe('tokenizerFiles', () => {
  it('gives the same bytes whatever the order of the keys, and says which tokens are special', () => {
    const files = tokenizerFiles(info, 'toy')
    expect(tokenizerFiles(Object.fromEntries(Object.entries(info).reverse()), 'toy')).toEqual(files)
    const added: { content: string; special: boolean }[] = JSON.parse(files.tokenizerJson).added_tokens
    // The longest first; <|im_end|> is of the normal type and special by its name; <unused7> would only cost time.
    expect(added.map(({ content, special }) => [content, special])).toEqual([
      ['<|im_end|>', true],
      ['<|x|>y', true],
      ['<tool>', false],
      ['<|x|>', true],
      ['<unk>', false],
    ])
    expect(JSON.parse(files.tokenizerConfigJson)).toMatchObject({ bos_token: null, eos_token: '<|im_end|>' })
  })

  it('counts special tokens in a text as one each, as the server does', async () => {
    const count = await counterOf(info)
    expect(['ab<|x|>ab', '<|x|>y', '<tool> <unk>', '<|im_end|>\n', '<|y|>'].map(count)).toEqual([
      3, 1, 3, 2, 5,
    ])
  })

  it('drops blanks behind the special tokens of a Phi-3, as llama.cpp does', async () => {
    const counts = ['Phi-3 mini', 'Toy'].map(async (name) =>
      (await counterOf({ ...info, 'general.name': name }))('<|x|> a'),
    )
    // '<|x|>', 'a' and '<|x|>', ' ', 'a': no merge joins ' ' and 'a'.
    expect(await Promise.all(counts)).toEqual([2, 3])
  })

  it('keeps a token that JavaScript objects treat in their own way', () => {
    const files = tokenizerFiles(
      { ...info, 'tokenizer.ggml.tokens': [...tokens.slice(0, -1), '__proto__'] },
      'toy',
    )
    expect(Object.hasOwn(JSON.parse(files.tokenizerJson).model.vocab, '__proto__')).toBe(true)
  })

  it.each([
    [
      'tokens cut short',
      { 'tokenizer.ggml.tokens': null },
      /all of its keys .* tokenizer\.ggml\.tokens: .*array/,
    ],
    ['no description', { 'tokenizer.ggml.model': undefined }, /all of its keys .* tokenizer\.ggml\.model: /],
    ['an unknown kind', { 'tokenizer.ggml.model': 'bert' }, /gpt2 or llama .* found 'bert'/],
    [
      'an unknown pre-tokenizer',
      { 'tokenizer.ggml.pre': 'new-one' },
      /a known pre-tokenizer .* found 'new-one'/,
    ],
    ['no merges', { 'tokenizer.ggml.merges': null }, /merges .* found none/],
    ['a merge out of the vocabulary', { 'tokenizer.ggml.merges': ['a c'] }, /found 'a c'/],
    [
      'a token twice',
      { 'tokenizer.ggml.tokens': [...tokens, 'ab'], 'tokenizer.ggml.token_type': null },
      /each token once/,
    ],
    ['too few types', { 'tokenizer.ggml.token_type': [1] }, /a type for each of 263 tokens .* found 1/],
    ['no scores', { 'tokenizer.ggml.model': 'llama' }, /a score for each of 263 tokens .* found 0/],
  ])('refuses %s', (_, changes, message) => {
    const build = () => tokenizerFiles({ ...info, ...changes }, 'toy')
    expect(build).toThrow(InputError)
    expect(build).toThrow(message)
    expect(build).toThrow(NAME_IT)
    expect(build).toThrow("'toy'")
  })

  it('refuses what is no model_info at all', () => {
    expect(() => tokenizerFiles(null, 'toy')).toThrow(InputError)
  })
})
