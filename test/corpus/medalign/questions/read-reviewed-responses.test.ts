import { describe, expect, it } from 'vitest'
import { readReviewedResponses } from '../../../../corpus/medalign/questions/read-reviewed-responses.js'
import { ProblemTally } from '../../../../corpus/problem.js'
import { madeFile } from '../made-folder.js'

function read(...lines: string[]) {
  const problems = new ProblemTally()
  const responses = readReviewedResponses(
    madeFile('clinician-reviewed-model-responses.tsv', `${lines.join('\n')}\n`),
    problems,
  )
  return { responses, problems: Object.fromEntries(problems.list().map(({ kind, count }) => [kind, count])) }
}

describe('readReviewedResponses', () => {
  it('reads a row for each model, its columns by name and in any order, and keeps the others', () => {
    const { responses, problems } = read(
      'rank\tmodel_name\tinstruction_id\tmodel_response\tbinary_correct\tis_used_eval',
      '1.5\tgpt4-32k\t7\t"He said ""no"".\nTwice."\t1.0\tyes',
      '3\tvicuna_7B\t7\tYes.\t0\tyes',
    )
    expect(responses).toEqual([
      {
        instructionId: '7',
        model: 'gpt4-32k',
        text: 'He said "no".\nTwice.',
        isCorrect: true,
        rank: 1.5,
        others: { is_used_eval: 'yes' },
      },
      {
        instructionId: '7',
        model: 'vicuna_7B',
        text: 'Yes.',
        isCorrect: false,
        rank: 3,
        others: { is_used_eval: 'yes' },
      },
    ])
    expect(problems).toEqual({})
  })

  it('counts what is odd and keeps what can be used', () => {
    const { responses, problems } = read(
      'instruction_id\tmodel\tresponse\tlabel\trank',
      '7\ta\tnan\t\t',
      '7\tb\tx\tperhaps\tfirst',
      '7\tb\ty\tyes\t1',
      '7\t\tx\tyes\t1',
      '\ta\tx\tyes\t1',
    )
    expect(responses.map(({ model, text, isCorrect, rank }) => [model, text, isCorrect, rank])).toEqual([
      ['a', null, null, null],
      ['b', 'x', null, null],
    ])
    expect(problems).toEqual({
      'label that says neither yes nor no': 1,
      'model that answers an instruction twice; the first is kept': 1,
      'rank that is no number from 1': 1,
      'reviewed row without a response': 1,
      'row without an instruction or a model, left out': 2,
    })
  })

  it('refuses a table without instruction ids and says nothing of what stands in it', () => {
    expect(() => read('SECRET\tnote')).toThrow(
      'clinician-reviewed-model-responses.tsv:1: expected a column instruction_id, found 2 columns, none of them instruction_id',
    )
  })
})
