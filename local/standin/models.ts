/** What a model accepts, as far as a request can be checked against it. */
export interface ModelFacts {
  readonly contextTokens: number
  readonly maxOutputTokens: number
  readonly minCacheableTokens: number
  /** The `thinking` settings it accepts, and whether it thinks when nothing is said. */
  readonly thinking: readonly ThinkingType[]
  readonly thinksByDefault: boolean
  readonly efforts: readonly Effort[]
  readonly defaultEffort: Effort
  readonly forcedToolChoice: boolean
  readonly prefill: boolean
  readonly systemMessages: boolean
  /** A replayed thinking block must follow exactly what it followed when it was made. */
  readonly bindsThinking: boolean
  /** What it says between tool calls goes into its thinking, where nobody sees it by default. */
  readonly narratesInThinking: boolean
}

export type ThinkingType = 'adaptive' | 'enabled' | 'disabled' | 'between_tools'
export type Effort = 'low' | 'medium' | 'high' | 'xhigh' | 'max'

const allEfforts: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max']

const current: ModelFacts = {
  contextTokens: 1_000_000,
  maxOutputTokens: 128_000,
  minCacheableTokens: 512,
  thinking: ['adaptive'],
  thinksByDefault: true,
  efforts: allEfforts,
  defaultEffort: 'medium',
  forcedToolChoice: false,
  prefill: false,
  systemMessages: true,
  bindsThinking: true,
  narratesInThinking: false,
}

const earlierFive: ModelFacts = {
  ...current,
  minCacheableTokens: 1024,
  thinking: ['adaptive', 'disabled'],
  defaultEffort: 'high',
  forcedToolChoice: true,
  bindsThinking: false,
}

const earlierFour: ModelFacts = {
  ...earlierFive,
  thinking: ['adaptive', 'enabled', 'disabled'],
  thinksByDefault: false,
  systemMessages: false,
}

const fourFive: ModelFacts = {
  contextTokens: 200_000,
  maxOutputTokens: 64_000,
  minCacheableTokens: 4096,
  thinking: ['enabled', 'disabled'],
  thinksByDefault: false,
  efforts: [],
  defaultEffort: 'high',
  forcedToolChoice: true,
  prefill: true,
  systemMessages: false,
  bindsThinking: false,
  narratesInThinking: false,
}

/** The three 5.5 models and Haiku 4.5 are exact; the others are as near as the public facts go. */
export const models: ReadonlyMap<string, ModelFacts> = new Map<string, ModelFacts>([
  ['claude-haiku-5-5', { ...current, thinking: ['adaptive', 'disabled'], forcedToolChoice: true }],
  [
    'claude-sonnet-5-5',
    {
      ...current,
      thinking: ['adaptive', 'between_tools'],
      defaultEffort: 'high',
      narratesInThinking: true,
    },
  ],
  ['claude-opus-5-5', { ...current, narratesInThinking: true }],
  ['claude-fable-5-2', current],
  ['claude-mythos-5-2', current],
  ['claude-fable-5-1', current],
  ['claude-mythos-5-1', current],
  ['claude-sonnet-5', earlierFive],
  ['claude-opus-5', earlierFive],
  ['claude-fable-5', earlierFive],
  ['claude-mythos-5', earlierFive],
  ['claude-mythos-preview', earlierFive],
  ['claude-opus-4-8', { ...earlierFour, thinking: ['adaptive', 'disabled'], systemMessages: true }],
  ['claude-opus-4-7', { ...earlierFour, thinking: ['adaptive', 'disabled'], minCacheableTokens: 2048 }],
  ['claude-opus-4-6', { ...earlierFour, minCacheableTokens: 4096 }],
  ['claude-sonnet-4-6', earlierFour],
  ['claude-haiku-4-5', fourFive],
  ['claude-haiku-4-5-20251001', fourFive],
  ['claude-opus-4-5', { ...fourFive, efforts: ['low', 'medium', 'high'] }],
  ['claude-opus-4-5-20251101', { ...fourFive, efforts: ['low', 'medium', 'high'] }],
  ['claude-sonnet-4-5', { ...fourFive, minCacheableTokens: 1024 }],
  ['claude-sonnet-4-5-20250929', { ...fourFive, minCacheableTokens: 1024 }],
])
