// A stand-in for an Ollama server whose one model finds a planted word, else always replies the same. Prints its URL.
import { chatModel } from '../../test/stand-in/model.js'
import { startStandIn } from '../../test/stand-in/stand-in.js'

const [name] = process.argv.slice(2)
if (name === undefined) throw new TypeError('expected the name of a model, got none')
const { url } = await startStandIn({
  version: '0.33.0',
  models: [chatModel({ name, trainedContext: 131_072 })],
  answer: ({ messages, body }) => {
    const planted = /The password of this record is (\w+)\./.exec(messages.at(-1)?.content ?? '')?.[1]
    const answer = planted ?? 'Hemoglobin was 13.2 g/dL [1].'
    return body.format === undefined
      ? answer
      : JSON.stringify({ answer, citations: [1], unanswerable: false })
  },
})
console.log(url)
