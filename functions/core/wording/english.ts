import type { Wording } from './words.ts'

export const english: Wording = {
  handoff:
    'I am passing you to a person from our team. They can read this conversation and will answer here.',
  handback: 'I am the automated assistant, and I answer here again. You can ask for a person at any time.',
  notDone: (title) => `This has not been done: ${title}. A person from our team will look at it.`,
  held: 'A person from our team goes on from here.',
  heldChanged:
    'Something has changed since this was approved, so it has not been done. A person from our team goes on from here.',
  refused: 'I am sorry, I cannot help with that request. I can help with your orders and with our products.',
  apology:
    'I am sorry, I could not answer this in time. Nothing was changed. Please try again in a moment, or ask to talk to a person.',
  unavailable:
    'I am sorry, I cannot answer right now. Nothing was changed. Please ask to talk to a person, or try again later.',
  confirm: 'Please confirm that I should do this:',
  confirmAgain: 'I am not sure whether that is a yes. Please confirm or decline:',
  changedMeanwhile:
    'Something has changed since you confirmed, so I have not done it yet. Please look at it again:',
  declined: 'All right, I have left everything as it is.',
  expired: 'That took too long, so nothing was done. Please tell me again what you would like.',
  approval:
    'Thank you. A person from our team has to approve this first; they will answer here. Nothing has been done yet.',
  rejected: 'A person from our team has looked at this and could not approve it, so nothing was done.',
  doneWithoutWords: 'This has been done, as the receipt says. I could not write more about it in time.',
  late: 'Sorry for the wait. Here is the answer to your question:',
  gap: (what) => `I am sorry, I could not ${what} just now. Please ask me that part again in a moment.`,
  onePart: 'answer one part of this',
}
