import { invalid } from '../api-error.ts'
import type { MessagesRequest, Prompt } from '../messages-request.ts'
import type { Effort, ModelFacts } from '../models.ts'

/** The rules that differ between models: thinking, effort, tool choice. Shared by messages and token counting. */
export function checkModelSettings(prompt: Prompt, model: ModelFacts): void {
  checkEffort(prompt, model)
  checkThinking(prompt, model)
  checkToolChoice(prompt, model)
}

/** The rules about `max_tokens` and what depends on it. */
export function checkOutputSettings(request: MessagesRequest, model: ModelFacts): void {
  if (request.max_tokens > model.maxOutputTokens) {
    throw invalid(
      `max_tokens: ${request.max_tokens} > ${model.maxOutputTokens}, which is the maximum allowed number of output tokens for ${request.model}`,
    )
  }
  if (request.thinking?.type === 'enabled' && request.thinking.budget_tokens >= request.max_tokens) {
    throw invalid('`max_tokens` must be greater than `thinking.budget_tokens`.')
  }
  if (request.stop_sequences?.some((it) => it.trim() === '')) {
    throw invalid('stop_sequences: each stop sequence must contain non-whitespace')
  }
  if (/\S@\S+\.\S/.test(request.metadata?.user_id ?? '')) {
    throw invalid('metadata.user_id: user_id appears to contain an email address')
  }
}

/** Whether the reply begins with a thinking block. */
export function thinks(prompt: Prompt, model: ModelFacts): boolean {
  if (isForced(prompt)) return false
  const type = prompt.thinking?.type
  return type === undefined ? model.thinksByDefault : type !== 'disabled'
}

export function effortOf(prompt: Prompt, model: ModelFacts): Effort {
  return prompt.output_config?.effort ?? model.defaultEffort
}

function checkEffort(prompt: Prompt, model: ModelFacts): void {
  const effort = prompt.output_config?.effort ?? undefined
  if (effort === undefined || model.efforts.includes(effort)) return
  throw invalid(
    model.efforts.length === 0
      ? 'This model does not support the effort parameter.'
      : `output_config.effort: '${effort}' is not supported for this model. Supported levels: ${model.efforts.join(', ')}.`,
  )
}

function checkThinking(prompt: Prompt, model: ModelFacts): void {
  const type = prompt.thinking?.type
  if (type === undefined) return
  if (!model.thinking.includes(type)) {
    throw invalid(
      type === 'enabled'
        ? '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.'
        : type === 'adaptive'
          ? 'adaptive thinking is not supported on this model'
          : `"thinking.type.${type}" is not supported for this model.`,
    )
  }
  const effort = effortOf(prompt, model)
  if ((type === 'disabled' || type === 'between_tools') && ['xhigh', 'max'].includes(effort)) {
    throw invalid(`"thinking.type.${type}" is not supported with effort '${effort}' for this model.`)
  }
}

function checkToolChoice(prompt: Prompt, model: ModelFacts): void {
  const choice = prompt.tool_choice
  if (choice === undefined) return
  const tools = prompt.tools ?? []
  if (tools.length === 0) {
    throw invalid('tool_choice: tool_choice may only be specified while providing tools')
  }
  if (choice.type === 'tool' && !tools.some((it) => it.name === choice.name)) {
    throw invalid(`Tool '${choice.name}' not found in provided tools`)
  }
  if (!isForced(prompt)) return
  if (!model.forcedToolChoice) {
    throw invalid(
      `tool_choice: type "${choice.type}" is not supported for this model. Use "auto" or "none", or a strict tool with "auto".`,
    )
  }
  if (prompt.thinking?.type === 'enabled') {
    throw invalid('Thinking may not be enabled when tool_choice forces tool use.')
  }
}

function isForced(prompt: Prompt): boolean {
  return prompt.tool_choice?.type === 'any' || prompt.tool_choice?.type === 'tool'
}
