/**
 * What code says to a customer where no model does, in one language. No cause, no name of a system, never a raw error;
 * and nothing is said to be done but with its receipt (the claim check reads these too, see its tests).
 */
export interface Wording {
  readonly handoff: string
  readonly handback: string
  /** A change that was asked about is not made any more, since a person has the conversation. */
  readonly notDone: (title: string) => string
  /** An approved change was made while a person has the conversation. */
  readonly held: string
  /** It could not be made as it was approved. */
  readonly heldChanged: string
  readonly refused: string
  /** At the deadline, with nothing to say. */
  readonly apology: string
  /** The model's spend limit is reached. */
  readonly unavailable: string
  readonly confirm: string
  readonly confirmAgain: string
  readonly changedMeanwhile: string
  readonly declined: string
  readonly expired: string
  readonly approval: string
  readonly rejected: string
  /** With a receipt, when its words did not come in time. The only one that says something was done. */
  readonly doneWithoutWords: string
  /** Before an answer that came after the deadline. */
  readonly late: string
  /** `what`: a specialist's own words for what it does, or `onePart`. */
  readonly gap: (what: string) => string
  readonly onePart: string
}
