import type { Lexicon } from './grammar.ts'

export const english: Lexicon = {
  language: 'en',
  script: 'Latin',
  words: {
    adverb:
      '(?!easily|usually|normally|typically|generally|rarely)[a-z]{1,14}ly|now|already|just|also|then|both|all|in full|indeed|even|again|too|hereby|myself|right away|went|gone',
    we: ' (?:i|we|(?:our|the|my) (?:[a-z]{1,12} )?(?:team|system|colleagues?|warehouse|store|staff))',
    can: 'can|could|will|would|may|might|must|should|shall|to|please',
    be: "is|are|was|were|am|'s",
    has: "has|have|had|'s",
    so: '(?:(?:{adverb}|as|been|being|marked|listed|shown|recorded|registered) ){0,4}',
    after:
      'polic|option|period|window|condition|rule|instruction|method|status|address|deadline|amount|time|details',
    noun: '(?:{action}|changes?|money|amount|funds)(?! (?:{after}))',
    if: 'if|unless|once|when|whenever|as soon as|in case|provided|assuming|should|until|whether',
    things: 'orders|items|products|purchases|payments|refunds|returns|exchanges|customers',
    thing: '(?:order|item|product|purchase|payment|parcel|refund|return|exchange|customer)s?',
    general: 'an?|any|whatever|every|each|all|orders|items|products',
    said: 'said|says?|reads?|mention(?:ed)?|wrote|told|stated?|claim(?:ed)?|believed?|thought|think|reported|described|expected|saw|noticed',
  },
  prepare: (lower) =>
    lower
      .replace(/can't|cannot/g, 'can not')
      .replace(/n't/g, ' not')
      .replace(/'ve\b/g, ' have')
      .replace(/'re\b/g, ' are')
      .replace(/'m\b/g, ' am')
      .replace(/'ll\b/g, ' will')
      .replace(/'s\b/g, " 's")
      .replace(
        / ahead and | the liberty of |status of (?:your|the) order|\b(?:not only|no problem|no worries|not to worry|no doubt|no longer|no matter|at once|once (?:again|more)|if i (?:may|might)\b|if you (?:check|look|log|open|(?:have|need) (?:any|further|more))[^,.;]*)/g,
        ' ',
      ),
  breaks: String.raw`\b(?:and|but|so|then|or|plus|yet|which|because|since|although|though|however|while)(?= )`,
  hint: 'all set|set|care|finished|dealt|complete|now|gave|put|undid|money|amount|funds|[$€]',
  verbs: [
    ['cancellation', '(?:cancell?|void|annull|revok|stopp)ed|called off|withdrawn'],
    ['refund', '(?:refund|reimburs|credit|compensat|revers)ed|paid (?:back|out)|repaid'],
    ['return', String.raw`returned|(?:put|gave|given|sent|paid|transferred|moved) (?:\S{1,14} ){0,4}?back`],
    ['exchange', '(?:exchang|swapp|substitut)ed|replaced(?! by )'],
    [
      'alter',
      '(?:chang|updat|modifi|edit|amend|adjust|correct|switch|mov|alter|redirect|rerout|add|remov|sav|upgrad|transferr|fix)ed',
    ],
    [
      'do',
      String.raw`(?:process|issu|complet|submitt|initiat|start|approv|confirm|finali[sz]|execut|register|request|arrang|schedul|fil|open|creat|book|grant|authori[sz]|trigger|releas|appli|perform|handl|accept|enter|lodg|record|implement|organi[sz]|email|plac)ed|set up|(?:put|pushed) (?:\S{1,14} ){0,3}?through|sent|made|carried out|done|sorted(?! by)|taken care of`,
    ],
  ],
  bases: [
    ['cancellation', 'cancel'],
    ['refund', 'refund|reimburs|credit'],
    ['return', 'return(?!ing)'],
    ['exchange', 'exchang|swap'],
    ['alter', 'updat|chang|modify|switch|correct|mov|put$|set$'],
    ['do', 'process|issu|initiat|regist|arrang|submit|book|mak'],
  ],
  forms: {
    us: [
      '{we} (?:(?:have|has|had|{adverb}) ){0,5}‡',
      '{we} (?:(?:have|has|had|{adverb}) ){0,5}(?<v>took care of|gave|undid|dealt with|put(?! (?:\\S{1,14} ){0,4}back )|set)(?= )',
      '{we} (?:(?:have|was|were|been|{adverb}) ){0,4}(?:did|(?:able|happy|glad|pleased|managed) to|succeeded in|proceeded (?:to|with)|took|went through with|finished|took care of|taken care of) (?:(?:the|your|this|that|a|full|it|both|order) ){0,3}†',
      String.raw`{we} (?:(?:have|had|got|was|were|able to|managed to|get|{adverb}) ){1,4}(?:(?!(?:that|which|who|you|{be}|not|to|can|as|two|several|will) )\S{1,30} ){1,5}?(?<! (?:the|your|a|two|any) )‡(?! (?:order|item)s? )`,
      ' (?:i|we|this) (?:(?:can|hereby|am|are|have) ){0,2}confirm(?:s|ed|ing)? (?:the |your |that )+{noun}(?= )',
      ' you have (?:just )?(?:successfully|now) ‡',
      String.raw`{we} (?:(?:have|{adverb}) ){0,4}(?:marked|set|put) (?:\S{1,20} ){1,4}(?:as|to) ‡`,
      '{we} (?:(?:have|{adverb}) ){0,3}had (?:our|the|a) (?:[a-z]{1,14} ){1,3}†',
    ],
    record: [
      String.raw` (?:i am|we are) (?:(?:{adverb}) ){0,2}†\S{0,3}ing(?= )`,
      ' (?:{be}|got|stands?|shows?|appears?|remains?) {so}‡(?! (?:order|item)s? )',
      '(?<! (?:{can}|not)) (?:{has}) (?:(?:{adverb}) ){0,3}(?:been|got|gotten) {so}‡',
      ' (?:{has}) (?:(?:{adverb}) ){0,3}(?<v>changed)(?= )',
      String.raw` (?:{noun}|[$€]\d\S*) (?:\S{1,30} ){0,8}?(?:(?:(?:{adverb}|{has}) ){0,2}(?:went|gone|go) (?:(?:{adverb}) )?through|(?:{be}|now) (?:(?:{adverb}|well) ){0,3}(?:complete|successful|final|in progress|under ?way|on (?:its|the|their) way|in place|active|effective|set|through|good to go|(?:coming|heading|headed) (?:your way|back))|succeeded|worked|has started|took effect)(?= )`,
      String.raw` (?:address|payment method|size|colou?r) (?:\S{1,30} ){0,6}?(?:is|are) now | now (?:ships?|goes) to | order now (?:contains|includes|has) | you (?:have|got|received) (?:(?:{adverb}|got|received) ){0,2}(?:your|the|a) (?:full )?(?:money|refund) | will now (?:ship|be (?:shipped|sent|delivered)) to `,
    ],
    short: [
      '^ (?:have|has) (?:(?:{adverb}) ){0,3}‡',
      String.raw`^ (?:(?:{adverb}|done|ok|okay|great|yes|sure|consider (?:it|this|that|your order)|status) ){0,3}‡(?= (?:$|#|order #|[$€]?\d|(?:your|the|an?|this|that|it|both|all|to|as|for|successfully|now|today|in|via|on|at|per|already|with|you|them|everything|from) ))`,
    ],
    joined: ['^ (?:(?:{adverb}|have|has) ){0,3}‡'],
    label: [
      String.raw`^ (?:(?:your|the|that|this|full|new) ){0,2}(?:order|purchase|item|payment(?: method)?|(?:\S{1,12} )?address|size|colou?r|{noun}|[$€]\d\S*)(?: request)?(?: #\S+)?(?: (?:of|for|to|from|on) \S{1,20}(?: to \S{1,20})?)?(?: #\S+)? (?:(?:{adverb}) ){0,2}‡`,
      '^ (?:(?:your|the) )?{noun} (?:complete|successful) ',
    ],
    bare: [
      '^ (?:(?:ok|great|perfect|and|there|it|that|this|everything|has been|have been|{be}|all|you|we|consider it|{adverb}) ){0,4}(?:done|all set|sorted|taken care of|finished|handled|dealt with|completed?)(?: (?:for you|now|successfully|here|as requested))? $',
    ],
  },
  actions: [
    ['cancellation', 'cancell?ations?'],
    ['refund', 'refunds?|reimbursements?|credit(?! card)|money|funds'],
    ['return', '(?<! (?:to|can|you) )returns?'],
    ['exchange', 'exchanges?|swaps?|replacement'],
    [
      'change',
      'changes?|updates?|modifications?|corrections?|care of|request (?:{has}|{be}) (?:been )?(?:[a-z]+ly )?(?:completed|processed|carried out|fulfilled|handled)|(?:it|that|this|everything|which) (?:(?:{be}|{has}|been|[a-z]+) ){0,5}(?:done|handled|sorted|taken care)|(?:done|handled|sorted|dealt with|completed|processed|submitted) (?:it|this|that|everything|both|them|(?:your|the) request)|done (?:for|so|as)',
    ],
  ],
  topics: [
    [
      'address',
      String.raw`address|zip|(?:postal|zip) code|where \S+ \S+ (?:goes|ships)|ships? to|redirected|rerouted|(?:shipped|sent|delivered) to`,
    ],
    ['payment', '(?:pay|payment|paypal|visa|mastercard|charge|(?:gift|credit) card)s?'],
    [
      'items',
      'items?|size|colou?r|variant|version|model|quantity|options?|products?|order now (?:contains|includes|has)|(?:added|removed) .{0,60}(?:to|from) (?:the|your) order',
    ],
  ],
  profile: ' (?:default|profile|account) | on file (?!for )',
  money: String.raw` (?:to|on) your (?:card|account|bank|paypal|visa|mastercard|gift) | (?:money|amount|payment|funds|charge|costs|price) | [$€]\d`,
  anything: String.raw` (?:your|orders?|it|this|that|everything|them|changes?|request|#\S+) `,
  harmless:
    ' (?:mind|records?|notes?|polic(?:y|ies)|prices?|(?:web)?site|catalogue|list|summary|answer|myself|mistake|typo|search|details|information|stock|hours|password|review|note|conversation|case|question|put|set|request to|updated you) ',
  pronoun: ' (?:it|that|this|they|which|both|these|all|everything) |^ (?:{be}|{has}) ',
  denied: ' (?:not|never|no|nothing|none|neither|nor|nobody|hardly|unable) ',
  open: ' (?:{if}|before|after) (?:i|we|our|the (?:team|system)) | (?:would|could) be ',
  told: ' (?<! as )(?:you|customer|your (?:message|note|e?mail)|they) (?:(?:{has}|just|already|also|were) )*(?:{said}) | were told |according to you',
  conjunction: '^(?:and|or|:)?$',
  condition: ' (?:{if}|till|before|after|as long as|the moment|upon|by the time|as though|case) ',
  leading: String.raw`^ (?:{if}|(?:just |please |simply )?(?:give me|say|reply|answer|type|confirm|press|click|tap|choose)|according to you\S*) `,
  rule: ' (?:(?:an?|any|every|each|no|all|only) (?:[a-z]+ )?(?:{thing})|{things}) (?:that|whose|who) ',
  relative: String.raw`^ (?:(?:an?|any|every|each|no|all) (?:[a-z]+ )?{thing}|{things}) \| (?:{be}|{has}) `,
  present: ' (?:is|are|am) (?!being |now |already |all |on |in |under|through )',
  definite: String.raw` (?:your|this|that|these|those|both|it|they|you|everything|my|our|i|we|#\S+|which) |^ (?:is|are) |^(?!.* (?:{general}|most|refunds|returns|exchanges|[a-z]+s are|usually|typically|normally|generally|always) )(?! the (?:refund|money|amount|difference|payment) is )`,
  intends: " (?:if|once|{can}|'d|going to|what happens|steps?|options?|plan|proposed?|confirm) ",
  interrogative:
    '^ (?:(?:and|so|ok|sorry|well|just to be sure) )*(?:{has}|{be}|do|does|did|{can}|what|which|why|when|where|who|how|whose) ',
  tag: '^ (?:right|correct|yes|no|true|is that (?:right|correct)|(?:{be}|{has}|did) not (?:it|you|they)) $',
  pending: '^.* (?:({can}|be|get|need|let|not|want|wish|like)|(?<!(?:{can}|you) )have|has|had|{be}) ',
  fresh: ' (?:just|successfully|right now|a moment ago|hereby|consider) ',
  awaiting:
    ' (?:your|awaiting|for) (?:confirmation|approval)|(?:please|to|press|click|tap|you) confirm |(?:press|click|tap) ',
  begun: '^(?:submit|initiat|start|regist|request|arrang|schedul|set up|fil|open|creat|book|lodg|record)',
}
