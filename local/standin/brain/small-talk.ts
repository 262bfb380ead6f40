/** What the router says itself. */
export const smallTalk = {
  handoff: 'I am handing you over to a person from our team. They will answer you here.',
  unclear: 'I did not quite get that. Is it about one of your orders or about a product?',
  logIn:
    'To look at your orders I need to know that it is you. Please log in to the store and write again here. I can help with questions about products at any time.',
  refuse: 'I cannot help with that. I can look up your own orders, and answer questions about our products.',
  offTopic: 'I can only help with this store: your orders and our products. What can I do for you there?',
  answerTo,
}

function answerTo(text: string): string | undefined {
  if (/\b(thanks?|thank you|thx|cheers|ty)\b/i.test(text))
    return 'You are welcome! Is there anything else I can do?'
  if (/\b(bye|goodbye|see you|have a (nice|good|great))\b/i.test(text))
    return 'Goodbye, and thank you for your visit!'
  if (/\bhow (are you|is it going)\b|\bhow's it going\b/i.test(text)) {
    return 'I am fine, thank you! What can I do for you?'
  }
  if (/\b(who|what) are you\b|\bare you (a |an )?(bot|robot|human|ai|real)\b/i.test(text)) {
    return 'I am the assistant of this store, a program and not a person. I can look up your orders and our products; just ask if you want a person.'
  }
  if (/\bwhat (can|do) you do\b|\bhelp\b/i.test(text)) {
    return 'I can look up your orders (status, items, tracking, payments) and our products (options, availability, prices). What would you like to know?'
  }
  if (/^\W*(hi|hello|hey|hiya|good (morning|afternoon|evening|day)|howdy|greetings)\b/i.test(text)) {
    return 'Hello! How can I help you? I can look up your orders and our products.'
  }
  if (
    /\b(terrible|awful|angry|upset|annoyed|frustrat\w+|worst|ridiculous|unacceptable|disappointed)\b/i.test(
      text,
    )
  ) {
    return 'I am sorry about that. Tell me which order or product it is about, or say that you want a person.'
  }
  if (/^\W*(no|nope|nah|not really)\b/i.test(text)) return 'All right. I am here if you need anything else.'
  if (/^\W*(yes|yeah|yep|sure|ok(ay)?|great|perfect|awesome|cool|nice|lol|haha|sorry)\b/i.test(text)) {
    return 'Good! Is there anything else I can do for you?'
  }
  return undefined
}
