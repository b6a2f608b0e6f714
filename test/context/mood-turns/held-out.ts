import { labelled } from './labelled-turn.ts';

/**
 * Written when the words stood: none was added for one of these. What a language scores here is nearer to the truth
 * than what it scores on the turns the words were chosen with.
 */
export const heldOut = {
  en: labelled({
    negative: `
      The engineer cancelled on me for the fourth time
      I cannot believe how careless your warehouse is
      My card was billed although I sent everything back
      This machine makes a horrible noise and you refuse to take it back
      You people only want my money
    `,
    neutral: `
      Please move my appointment to the week after
      Does the warranty cover a cracked screen?
      The invoice should name my company instead
      Can I pick it up at the branch in Hull?
    `,
    positive: `
      What a lovely surprise in the box, the kids are over the moon
      Everything was explained so kindly, I feel safe now
      Five stars from me
    `,
  }),
  de: labelled({
    negative: `
      Der Monteur hat nun zum vierten Mal abgesagt
      Unglaublich, wie nachlässig Ihr Lager arbeitet
      Sie haben abgebucht, obwohl ich alles zurückgeschickt habe
      Das Gerät macht entsetzlichen Lärm und Sie weigern sich, es zurückzunehmen
      Ihnen geht es doch nur um mein Geld
    `,
    neutral: `
      Bitte verschieben Sie meinen Termin auf die Woche danach
      Deckt die Garantie auch einen Sprung im Display?
      Auf der Rechnung soll meine Firma stehen
      Kann ich es in der Filiale in Ulm abholen?
    `,
    positive: `
      Was für eine schöne Überraschung im Paket, die Kinder sind selig
      Alles wurde so nett erklärt, jetzt fühle ich mich sicher
      Fünf Sterne von mir
    `,
  }),
  fr: labelled({
    negative: `
      Le réparateur a annulé pour la quatrième fois
      Incroyable comme votre entrepôt est négligent
      Vous avez prélevé alors que j'ai tout renvoyé
      L'appareil fait un bruit affreux et vous refusez de le reprendre
      Il n'y a que mon argent qui vous intéresse
    `,
    neutral: `
      Veuillez déplacer mon rendez-vous à la semaine suivante
      La garantie couvre-t-elle un écran fissuré ?
      La facture doit porter le nom de ma société
      Puis-je le retirer à l'agence de Nantes ?
    `,
    positive: `
      Quelle belle surprise dans le colis, les enfants sont aux anges
      Tout a été expliqué si gentiment, je me sens rassurée
      Cinq étoiles pour moi
    `,
  }),
  es: labelled({
    negative: `
      El técnico canceló por cuarta vez
      Increíble lo descuidado que es su almacén
      Me cobraron aunque devolví todo
      El aparato hace un ruido horrible y se niegan a aceptarlo
      A ustedes solo les importa mi dinero
    `,
    neutral: `
      Por favor pasen mi cita a la semana siguiente
      ¿La garantía cubre una pantalla agrietada?
      La factura debe llevar el nombre de mi empresa
      ¿Puedo recogerlo en la tienda de Bilbao?
    `,
    positive: `
      Qué linda sorpresa en la caja, los niños están felices
      Me explicaron todo con mucho cariño, ahora estoy tranquila
      Cinco estrellas de mi parte
    `,
  }),
  pt: labelled({
    negative: `
      O técnico desmarcou pela quarta vez
      Inacreditável como o estoque de vocês é descuidado
      Cobraram no cartão mesmo eu devolvendo tudo
      O aparelho faz um barulho horrível e vocês se recusam a trocar
      Vocês só querem o meu dinheiro
    `,
    neutral: `
      Por favor passem a minha consulta para a semana seguinte
      A garantia cobre tela trincada?
      A nota deve sair no nome da minha empresa
      Posso retirar na loja de Curitiba?
    `,
    positive: `
      Que surpresa linda na caixa, as crianças estão felizes
      Explicaram tudo com muito carinho, agora me sinto segura
      Cinco estrelas da minha parte
    `,
  }),
};
