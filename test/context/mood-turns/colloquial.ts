import { labelled } from './labelled-turn.ts';

/** Less tidy turns: the words were mended after these, too. */
export const colloquial = {
  en: labelled({
    negative: `
      Honestly I expected more from a brand like yours, this is shoddy work.
      ok so the technician never showed up AGAIN and I took the day off for nothing
      The tracking says delivered, but there is no parcel. Somebody has to fix this today.
      If this is not sorted by tonight I am going to my lawyer
      I regret ordering here.
      Your chatbot is useless, get me a human
      My daughter cried because the present came too late
      It smells awful and the zip fell off after one day
    `,
    neutral: `
      Hi, this is Ada, I called earlier about the insurance papers
      the code is 443 and the door is on the left side
      Could somebody explain the difference between the two plans?
      I moved to Leeds last month, please update my file
      Which documents do you need from me?
      We are a team of six and need three licences
    `,
    positive: `
      Just wanted to say the nurse on the phone was fantastic
      yay it's finally here and it fits!!
      Cheers mate, sorted
      Honestly the best customer service I've had in years
      I am so relieved, thanks for staying on the line
      Looks great on the wall, we are delighted
    `,
  }),
  de: labelled({
    negative: `
      Ehrlich gesagt habe ich von Ihnen mehr erwartet, das ist Pfusch.
      der Techniker ist WIEDER nicht gekommen und ich habe mir extra freigenommen
      Laut Verfolgung zugestellt, aber hier ist nichts. Das muss heute noch geklärt werden.
      Wenn das bis heute Abend nicht erledigt ist, gehe ich zum Anwalt
      Ich bereue, dass ich hier bestellt habe.
      Euer Chatbot ist nutzlos, ich will einen Menschen sprechen
      Meine Tochter hat geweint, weil das Geschenk zu spät kam
      Es stinkt und der Reißverschluss ist nach einem Tag abgefallen
    `,
    neutral: `
      Hallo, hier ist Ada, ich hatte vorhin wegen der Versicherung angerufen
      der Code ist 443 und die Tür ist auf der linken Seite
      Könnte mir jemand den Unterschied zwischen den Tarifen erklären?
      Ich bin letzten Monat nach Bonn gezogen, bitte ändern Sie meine Daten
      Welche Unterlagen brauchen Sie von mir?
      Wir sind zu sechst und brauchen drei Lizenzen
    `,
    positive: `
      Wollte nur sagen, dass die Kollegin am Telefon fantastisch war
      juhu endlich da und es passt!!
      Top, erledigt
      Ehrlich der beste Kundenservice seit Jahren
      Ich bin so erleichtert, danke dass Sie drangeblieben sind
      Sieht an der Wand toll aus, wir sind begeistert
    `,
  }),
  fr: labelled({
    negative: `
      Franchement j'attendais mieux de votre marque, c'est du travail bâclé.
      le technicien n'est ENCORE pas venu et j'avais pris ma journée pour rien
      Le suivi dit livré mais je n'ai rien reçu. Il faut régler ça aujourd'hui.
      Si ce n'est pas réglé ce soir je vais voir mon avocat
      Je regrette d'avoir commandé chez vous.
      Votre robot est inutile, passez-moi un humain
      Ma fille a pleuré parce que le cadeau est arrivé trop tard
      Ça sent mauvais et la fermeture est tombée au bout d'un jour
    `,
    neutral: `
      Bonjour, c'est Ada, j'ai appelé tout à l'heure pour l'assurance
      le code est 443 et la porte est à gauche
      Quelqu'un peut m'expliquer la différence entre les deux forfaits ?
      J'ai déménagé à Lille le mois dernier, mettez à jour mon dossier
      De quels documents avez-vous besoin ?
      Nous sommes six et il nous faut trois licences
    `,
    positive: `
      Je voulais juste dire que la dame au téléphone a été fantastique
      youpi il est enfin là et il me va !!
      Nickel, c'est réglé
      Franchement le meilleur service client depuis des années
      Je suis tellement soulagée, merci d'être restée en ligne
      Ça rend très bien sur le mur, nous sommes enchantés
    `,
  }),
  es: labelled({
    negative: `
      Sinceramente esperaba más de su marca, esto es una chapuza.
      el técnico OTRA vez no vino y yo pedí el día libre para nada
      El seguimiento dice entregado pero aquí no hay nada. Hay que arreglarlo hoy.
      Si no lo resuelven esta noche voy a mi abogado
      Me arrepiento de haber comprado aquí.
      Su robot no sirve para nada, páseme con una persona
      Mi hija lloró porque el regalo llegó demasiado tarde
      Huele fatal y la cremallera se cayó al día siguiente
    `,
    neutral: `
      Hola, soy Ada, llamé antes por lo del seguro
      el código es 443 y la puerta está a la izquierda
      ¿Alguien me explica la diferencia entre los dos planes?
      Me mudé a Sevilla el mes pasado, actualicen mis datos
      ¿Qué documentos necesitan de mí?
      Somos seis y necesitamos tres licencias
    `,
    positive: `
      Solo quería decir que la señora del teléfono fue fantástica
      ¡¡por fin llegó y me queda perfecto!!
      Listo, todo arreglado, un saludo y gracias
      De verdad el mejor servicio en años
      Qué alivio, gracias por quedarse en la línea
      Queda precioso en la pared, estamos encantados
    `,
  }),
  pt: labelled({
    negative: `
      Sinceramente esperava mais da marca de vocês, isso é um serviço porco.
      o técnico DE NOVO não veio e eu faltei ao trabalho à toa
      O rastreio diz entregue mas não chegou nada. Alguém tem que resolver isso hoje.
      Se não resolverem até hoje à noite vou procurar meu advogado
      Me arrependo de ter comprado aqui.
      O robô de vocês não serve para nada, quero falar com uma pessoa
      Minha filha chorou porque o presente chegou tarde demais
      Cheira muito mal e o zíper caiu depois de um dia
    `,
    neutral: `
      Oi, aqui é a Ada, liguei mais cedo sobre o seguro
      o código é 443 e a porta fica à esquerda
      Alguém pode explicar a diferença entre os dois planos?
      Mudei para Recife no mês passado, atualizem meu cadastro
      Quais documentos vocês precisam?
      Somos seis e precisamos de três licenças
    `,
    positive: `
      Só queria dizer que a moça do telefone foi fantástica
      eba finalmente chegou e serviu!!
      Show, resolvido
      Sinceramente o melhor atendimento em anos
      Que alívio, obrigada por ficar na linha
      Ficou lindo na parede, estamos encantados
    `,
  }),
};
