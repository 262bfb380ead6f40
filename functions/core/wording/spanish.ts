import type { Wording } from './words.ts'

export const spanish: Wording = {
  handoff:
    'Te paso con una persona de nuestro equipo. Puede leer esta conversación y te responderá aquí mismo.',
  handback:
    'Soy el asistente automático y vuelvo a responder aquí. Puedes pedir hablar con una persona cuando quieras.',
  notDone: (title) => `Esto no se ha hecho: ${title}. Una persona de nuestro equipo lo revisará.`,
  held: 'Una persona de nuestro equipo continúa desde aquí.',
  heldChanged:
    'Algo ha cambiado desde que se aprobó, así que no se ha hecho. Una persona de nuestro equipo continúa desde aquí.',
  refused: 'Lo siento, no puedo ayudarte con eso. Puedo ayudarte con tus pedidos y con nuestros productos.',
  apology:
    'Lo siento, no he podido responder a tiempo. No se ha cambiado nada. Inténtalo de nuevo en un momento o pide hablar con una persona.',
  unavailable:
    'Lo siento, ahora mismo no puedo responder. No se ha cambiado nada. Pide hablar con una persona o inténtalo más tarde.',
  confirm: 'Confirma, por favor, que debo hacer esto:',
  confirmAgain: 'No me queda claro si eso es un sí. Confírmalo o recházalo, por favor:',
  changedMeanwhile:
    'Algo ha cambiado desde tu confirmación, así que todavía no lo he hecho. Míralo otra vez, por favor:',
  declined: 'De acuerdo, lo dejo todo como está.',
  expired: 'Ha pasado demasiado tiempo, así que no se ha hecho nada. Dime otra vez qué te gustaría.',
  approval:
    'Gracias. Una persona de nuestro equipo tiene que aprobarlo antes; te responderá aquí. Todavía no se ha hecho nada.',
  rejected:
    'Una persona de nuestro equipo lo ha mirado y no ha podido aprobarlo, así que no se ha hecho nada.',
  doneWithoutWords: 'Ya está hecho, como indica el recibo. No me ha dado tiempo a escribir más.',
  late: 'Perdona la espera. Aquí tienes la respuesta a tu pregunta:',
  gap: (what) =>
    `Lo siento, ahora mismo no he podido ${what}. Vuelve a preguntarme esa parte en un momento, por favor.`,
  onePart: 'responder a una parte',
}
