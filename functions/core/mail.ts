/** Sends mail, a plain text to one address. */
export interface Mail {
  /** An address that takes mail and belongs to nobody: to send there takes as long as to anybody. */
  readonly nobody: string
  /** Throws if the mail was not taken; the error holds no address and no text. */
  send(mail: OutgoingMail): Promise<void>
}

export interface OutgoingMail {
  readonly to: string
  readonly subject: string
  readonly text: string
}
