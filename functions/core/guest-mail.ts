import type { OutgoingMail } from './mail.ts'

/** The mail that brings a guest's code. It names no order and nobody: whoever asked may be somebody else. */
export function guestMail(to: string, code: string, lifeSeconds: number): OutgoingMail {
  return {
    to,
    subject: 'Your code for the chat',
    text: [
      `Your code is ${code}`,
      '',
      `Enter it in the chat within ${lifeSeconds / 60} minutes, so that we can talk about your orders.`,
      '',
      'Give it to nobody. We never ask for it by phone or mail. If you did not ask for a code, you need do nothing:',
      'without it nobody sees your orders.',
    ].join('\n'),
  }
}
