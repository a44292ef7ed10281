import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partReply, partThoughts } from '../../../generators/thoughts/part-thoughts.js'

const PAIRS: readonly (readonly [string, string])[] = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['<Thought>', '</Thought>'],
  ['<reason>', '</reason>'],
  ['<reasoning>', '</reasoning>'],
  ['<reflection>', '</reflection>'],
  ['<seed:think>', '</seed:think>'],
  ['<longcat_think>', '</longcat_think>'],
  ['<think effort="high">', '</think>'],
  ['<thought_process>', '</thought_process>'],
  ['<reasoning-content>', '</reasoning-content>'],
  ['<chain_of_thought>', '</chain_of_thought>'],
  ['<inner_monologue>', '</inner_monologue>'],
  ['<scratch_pad>', '</scratch_pad>'],
  ['<|think|>', '<|/think|>'],
  ['<｜think｜>', '<｜/think｜>'],
  ['&lt;think&gt;', '&lt;/think&gt;'],
  ['[THINK]', '[/THINK]'],
  ['◁think▷', '◁/think▷'],
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
  ['<|START_THINKING|>', '<|END_THINKING|>'],
  ['<|thought_start|>', '<|thought_end|>'],
  ['<|start_thinking|>', '<|end_thinking|>'],
  ['<|inner_prefix|>', '<|inner_suffix|>'],
  ['[unused16]', '[unused17]'],
  ['<|channel>thought\n', '<channel|>'],
]

describe('the thoughts of a reply', () => {
  it.each(PAIRS)('are taken off between %s and %s, closed or not, opened or not', (open, close) => {
    const parted = { answer: 'Hb is 13.2 [1].', thoughts: 'Look at 12.9.' }
    expect(partThoughts(`${open}Look at 12.9.${close}Hb is 13.2 [1].`)).toEqual(parted)
    expect(partThoughts(`\n${open}\nLook at 12.9.\n${close}\n\nHb is 13.2 [1].\n`)).toEqual(parted)
    // The template opened it.
    expect(partThoughts(`Look at 12.9.\n${close}\n\nHb is 13.2 [1].`)).toEqual(parted)
    // It never ended.
    expect(partThoughts(`${open}Look at 12.9.`)).toEqual({ answer: '', thoughts: 'Look at 12.9.' })
    expect(partThoughts(`Look at 12.9.${close}`)).toEqual({ answer: '', thoughts: 'Look at 12.9.' })
    expect(partThoughts(`${open}${close}Hb is 13.2 [1].`)).toEqual({ ...parted, thoughts: '' })
  })

  it.each([
    ['twice', '<think>a</think><think>b</think>13', '13', 'a\n\nb'],
    ['in the middle of a line', 'Hb: <think>a</think>13', 'Hb: 13', 'a'],
    ['behind the answer, without an end', 'Hb 13.\n<think>Wait', 'Hb 13.', 'Wait'],
    ['within each other', '<think>a<think>b</think>13', '13', 'ab'],
    ['closed twice', '<think>a</think>b</think>13', '13', 'ab'],
    ['closed by another tag of the family', '<think>a</thinking>13', '13', 'a'],
    ['before an answer in a tag', '<think>a</think>\n<answer>\n13\n</answer>', '13', 'a'],
    ['before an answer that never closes', '<think>a</think><answer>13', '13', 'a'],
    [
      'before a solution',
      '<|begin_of_thought|>a<|end_of_thought|><|begin_of_solution|>13<|end_of_solution|>',
      '13',
      'a',
    ],
    [
      'before a response',
      '<|START_THINKING|>a<|END_THINKING|><|START_RESPONSE|>13<|END_RESPONSE|>',
      '13',
      'a',
    ],
    ['before a boxed answer', '<think>a</think><|begin_of_box|>13<|end_of_box|>', '13', 'a'],
    ['as a terminal prints them', 'Thinking...\na\n...done thinking.\n\n13', '13', 'a'],
    ['in harmony without its tokens, cut off', 'analysisWe need 12.9', '', 'We need 12.9'],
    ['before JSON', '<think>{"a": 1}</think>{"answer": "13"}', '{"answer": "13"}', '{"a": 1}'],
    ['that speak of a tag', '<think>I close with "</think>" later</think>13', '13', 'I close with "" later'],
    ['in words', "Here's my thought process: a\nHere's my response: 13", '13', 'a'],
  ])('are taken off %s', (_, reply, answer, thoughts) => {
    expect(partThoughts(reply)).toEqual({ answer, thoughts })
  })

  it.each([
    [
      '<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>13<|return|>',
      '13',
      'a',
    ],
    ['<|channel|>analysis<|message|>a', '', 'a'],
    ['<|channel|>final<|message|>13', '13', ''],
    ['<|channel|>final <|constrain|>json<|message|>{"a": 1}', '{"a": 1}', ''],
    ['<|channel|>commentary to=x<|message|>a<|call|><|channel|>final<|message|>13', '13', 'a'],
    ['analysisWe need the Hb.assistantfinal13', '13', 'We need the Hb.'],
  ])('are all channels but the final one: %s', (reply, answer, thoughts) => {
    expect(partThoughts(reply)).toEqual({ answer, thoughts })
  })

  it.each([
    'Hb is 13.2 [1].',
    ' Two lines,\n with blanks \n',
    'The letter holds the text "<think>" and `</think>`.',
    'Marked <think> in the note, nobody knows why.',
    'Pain <5, weight > 80 kg; [think] of gout',
    'analysis of the urine: normal. Seen by the physician assistant final report follows.',
    'As said: Here is my response: no.',
    '',
  ])('are none in %j, which stays as it is', (reply) => {
    expect(partThoughts(reply)).toEqual({ answer: reply, thoughts: '' })
  })

  it('are separated in linear time from a reply that repeats itself', () => {
    const start = performance.now()
    const { answer } = partThoughts('<think>a</think>b'.repeat(40_000))
    expect(answer).toHaveLength(40_000)
    // Looking for each end from the beginning took 13 s.
    expect(performance.now() - start).toBeLessThan(6000)
  })

  it('come from a field too', () => {
    expect(partReply('13', ' a ')).toEqual({ answer: '13', thoughts: 'a' })
    expect(partReply('<think>b</think>13', 'a')).toEqual({ answer: '13', thoughts: 'a\n\nb' })
    expect(partReply('', 'a')).toEqual({ answer: '', thoughts: 'a' })
    // A value of JSON is separated by whoever reads the JSON.
    expect(partReply('{"answer": "<think>a</think>13"}', '')).toEqual({
      answer: '{"answer": "<think>a</think>13"}',
      thoughts: '',
    })
  })

  it('never reach the answer, whatever they hold, and never take from it', () => {
    const text = fc
      .array(fc.constantFrom('Hb', '13', '<', '>', '[', '\n', ' ', 'think', '{', '}'), { maxLength: 12 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.constantFrom(...PAIRS), text, text, ([open, close], inside, outside) => {
        fc.pre(!/[<[◁].*think/s.test(inside + outside))
        const thought = `T${inside}T`
        const answer = `A${outside}A`
        const expected = { answer, thoughts: thought }
        expect(partThoughts(open + thought + close + answer)).toEqual(expected)
        expect(partThoughts(thought + close + answer)).toEqual(expected)
        expect(partThoughts(open + thought)).toEqual({ answer: '', thoughts: thought })
        // What is parted has nothing left to part.
        expect(partThoughts(answer)).toEqual({ answer, thoughts: '' })
      }),
    )
  })
})
