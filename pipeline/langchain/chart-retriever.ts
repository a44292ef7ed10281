import type { CallbackManagerForRetrieverRun } from '@langchain/core/callbacks/manager'
import type { Document } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import type { RunnableConfig } from '@langchain/core/runnables'
import { InputError } from '../../base/errors/input-error.js'
import type { Instruction } from '../../corpus/instruction.js'
import { type Budget, type Context, isUnfit } from '../../retrievers/packing/context.js'
import type { Strategy } from '../../retrievers/strategy.js'
import type { RecordView } from '../../retrievers/view/record-view.js'
import { type PassageMetadata, passageDocuments } from './chart-document.js'
import { keepTracesLocal } from './local-tracing.js'

/** What a retriever works with: `instructionOf` turns the text of a question into an instruction. */
export type RetrieverRequest = {
  readonly view: RecordView
  readonly strategy: () => Promise<Strategy>
  readonly budget: Budget
  readonly instructionOf: (question: string) => Instruction
}

/** A strategy on one patient's record as a LangChain retriever: the passages of its context, the best first. */
export class ChartRetriever extends BaseRetriever<PassageMetadata> {
  override lc_namespace = ['chartsift', 'langchain']
  // A private field: BaseRetriever shows its other fields to callbacks.
  readonly #asked: RetrieverRequest

  constructor(asked: RetrieverRequest) {
    super({})
    this.#asked = asked
  }

  static override lc_name(): string {
    return 'ChartRetriever'
  }

  /**
   * Retrieves the passages for a question.
   * @throws InputError if a tracer would send the passages elsewhere, or if the strategy cannot fill the budget
   */
  override async invoke(question: string, config?: RunnableConfig): Promise<Document<PassageMetadata>[]> {
    keepTracesLocal(config?.callbacks, this.callbacks)
    return (await super.invoke(question, config)) as Document<PassageMetadata>[]
  }

  override async _getRelevantDocuments(
    question: string,
    _run?: CallbackManagerForRetrieverRun,
  ): Promise<Document<PassageMetadata>[]> {
    return passageDocuments(await this.context(question), this.#asked.view.patientId)
  }

  /** The context whose passages `invoke` gives: its text is what a prompt should show, with dates and types, within the budget. */
  async context(question: string): Promise<Context> {
    const { view, budget, instructionOf } = this.#asked
    const strategy = await this.#asked.strategy()
    const context = (await strategy.select(instructionOf(question), view))(budget)
    if (isUnfit(context)) {
      throw new InputError(
        `${strategy.name} cannot fill ${budget.tokens} tokens for patient ${view.patientId}: ${context.reason}`,
      )
    }
    return context
  }
}
