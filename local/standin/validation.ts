import type { IncomingHttpHeaders } from 'node:http'
import { ApiError, invalid } from './api-error.ts'
import { countTokensRequest, type MessagesRequest, messagesRequest, type Prompt } from './messages-request.ts'
import { type ModelFacts, models } from './models.ts'
import { checkCacheMarkers } from './rules/cache-markers.ts'
import { checkConversation } from './rules/conversation.ts'
import { checkModelSettings, checkOutputSettings } from './rules/model-settings.ts'
import { parseShape } from './rules/shape.ts'
import { checkThinkingBlocks } from './rules/thinking-blocks.ts'
import { checkToolDefinitions } from './rules/tool-definitions.ts'
import { promptTokens } from './tokens.ts'

/** The only version spoken here: the one that the SDK 1.x sends, with that version's rules. */
export const apiVersion = '2026-10-21'

/** Throws what the real API answers to a request without a key or with another version. */
export function checkHeaders(headers: IncomingHttpHeaders): void {
  const bearer = /^Bearer\s+\S+$/i.test(headers.authorization ?? '')
  if (!bearer && (headers['x-api-key'] ?? '').length === 0) {
    throw new ApiError(401, 'Authentication is required: send an `Authorization: Bearer` header')
  }
  const version = headers['anthropic-version']
  if (version === undefined) throw invalid('anthropic-version: header is required')
  if (version !== apiVersion) throw invalid(`anthropic-version: "${version}" is not a valid version`)
  if (!(headers['content-type'] ?? '').startsWith('application/json')) {
    throw invalid('content-type: must be application/json')
  }
}

/** The request of `POST /v1/messages`, or an `ApiError` as the real API would answer. */
export function checkMessagesRequest(body: unknown): { request: MessagesRequest; model: ModelFacts } {
  const request = parseShape(messagesRequest, body)
  const model = checkPrompt(request)
  checkOutputSettings(request, model)
  return { request, model }
}

/** The request of `POST /v1/messages/count_tokens`. */
export function checkCountTokensRequest(body: unknown): Prompt {
  const prompt = parseShape(countTokensRequest, body)
  checkPrompt(prompt)
  return prompt
}

function checkPrompt(prompt: Prompt): ModelFacts {
  const model = models.get(prompt.model)
  if (model === undefined) throw new ApiError(404, `model: ${prompt.model}`)
  checkCacheMarkers(prompt)
  if (Array.isArray(prompt.system) && prompt.system.some((it) => it.text === '')) {
    throw invalid('system: text content blocks must be non-empty')
  }
  checkConversation(prompt, model)
  checkModelSettings(prompt, model)
  checkToolDefinitions(prompt)
  checkThinkingBlocks(prompt, model)
  const tokens = promptTokens(prompt)
  if (tokens > model.contextTokens) {
    throw invalid(`prompt is too long: ${tokens} tokens > ${model.contextTokens} maximum`)
  }
  return model
}
