import { describe, it } from 'vitest'
import { type Body, look, older, opus, rawRequests, sonnet, user } from '../support/raw-requests.ts'

const { rejects } = rawRequests()

describe('model settings are rejected for', () => {
  it.each<[string, Body, string]>([
    [
      'a forced tool on Sonnet 5.5',
      { ...sonnet, tools: look, tool_choice: { type: 'any' } },
      'tool_choice: type "any" is not supported for this model',
    ],
    [
      'a forced tool on Opus 5.5',
      { ...opus, tools: look, tool_choice: { type: 'tool', name: 'look' } },
      'tool_choice: type "tool" is not supported',
    ],
    [
      'a forced tool while thinking',
      {
        ...older,
        tools: look,
        tool_choice: { type: 'any' },
        thinking: { type: 'enabled', budget_tokens: 1024 },
      },
      'Thinking may not be enabled when tool_choice forces tool use.',
    ],
    [
      'a choice of an unknown tool',
      { tools: look, tool_choice: { type: 'tool', name: 'nope' } },
      "Tool 'nope' not found in provided tools",
    ],
    [
      'a choice without tools',
      { tool_choice: { type: 'auto' } },
      'tool_choice may only be specified while providing tools',
    ],
    [
      'manual thinking',
      { thinking: { type: 'enabled', budget_tokens: 1024 } },
      '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive"',
    ],
    [
      'adaptive thinking on an older model',
      { ...older, thinking: { type: 'adaptive' } },
      'adaptive thinking is not supported on this model',
    ],
    [
      'thinking off on Opus 5.5',
      { ...opus, thinking: { type: 'disabled' } },
      '"thinking.type.disabled" is not supported for this model.',
    ],
    [
      'thinking off on Sonnet 5.5',
      { ...sonnet, thinking: { type: 'disabled' } },
      '"thinking.type.disabled" is not supported for this model.',
    ],
    [
      'thinking between tools on Haiku 5.5',
      { thinking: { type: 'between_tools' } },
      '"thinking.type.between_tools" is not supported',
    ],
    [
      'thinking off with much effort',
      { thinking: { type: 'disabled' }, output_config: { effort: 'max' } },
      "not supported with effort 'max'",
    ],
    [
      'an unknown kind of thinking',
      { thinking: { type: 'auto' } },
      "thinking.type: Input tag 'auto' found using 'type'",
    ],
    [
      'a small budget',
      { ...older, thinking: { type: 'enabled', budget_tokens: 100 } },
      'thinking.budget_tokens: Input should be greater than or equal to 1024',
    ],
    [
      'a budget above max_tokens',
      { ...older, thinking: { type: 'enabled', budget_tokens: 2000 } },
      '`max_tokens` must be greater than `thinking.budget_tokens`.',
    ],
    [
      'an unknown effort',
      { output_config: { effort: 'tiny' } },
      "output_config.effort: Input should be 'low', 'medium'",
    ],
    [
      'effort on a model without',
      { ...older, output_config: { effort: 'low' } },
      'This model does not support the effort parameter.',
    ],
    [
      'an unknown format',
      { output_config: { format: { type: 'json' } } },
      "output_config.format.type: Input should be 'json_schema'",
    ],
    [
      'a format without schema',
      { output_config: { format: { type: 'json_schema' } } },
      'output_config.format.schema: Field required',
    ],
    [
      'a prompt that is too long',
      { ...older, messages: [user('word '.repeat(130_000))] },
      'prompt is too long: 2',
    ],
  ])('%s', rejects)
})
