import { describe, expect, it } from 'vitest'
import { familiesOf, sharedFamily } from '../../../pipeline/experiment/model-family.js'

describe('familiesOf', () => {
  it.each<[string, string[]]>([
    ['llama3.1:8b', ['llama']],
    ['hf.co/unsloth/medgemma-4b-it-GGUF:Q4_K_M', ['gemma']],
    ['mixtral:8x7b', ['mistral']],
    ['qwen2.5:7b-instruct', ['qwen']],
    ['phi4:14b', ['phi']],
    ['gpt-oss:20b', ['gpt-oss']],
    ['granite3.3:8b', ['granite']],
    ['command-r:35b', ['command-r']],
    ['olmo2:7b', ['olmo']],
    ['deepseek-v3:671b', ['deepseek']],
    // Distilled into Qwen and Llama models; only the largest is its own.
    ['deepseek-r1:8b', ['deepseek', 'llama', 'qwen']],
    ['deepseek-r1:671b', ['deepseek']],
    ['nous-hermes2-mixtral', ['mistral']],
    // 'phi' in a dolphin and 'llama' in the name of whoever serves it are no family.
    ['dolphin3', []],
    ['ollama/dolphin3', []],
    ['tiny', []],
  ])('of %s are %j', (model, families) => {
    expect(familiesOf(model, null)).toEqual(families)
  })

  it('hold the declared one too', () => {
    expect(familiesOf('tiny', 'Qwen')).toEqual(['qwen'])
    expect(familiesOf('llama3.1:8b', 'qwen')).toEqual(['llama', 'qwen'])
  })

  it('are shared where one is of both', () => {
    expect(sharedFamily(familiesOf('deepseek-r1:7b', null), familiesOf('qwen3:4b', null))).toBe('qwen')
    expect(sharedFamily(['llama'], ['gemma'])).toBeNull()
  })
})
