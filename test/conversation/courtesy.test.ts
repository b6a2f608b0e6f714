import { describe, expect, it } from 'vitest';
import { isCourtesy } from '../../functions/conversation/courtesy.ts';

describe('thanks and goodbyes', () => {
  it.each([
    'Thanks!',
    'Thank you so much for your help 🙏',
    'Ok great, thanks again. Have a nice day!',
    'No thanks, that’s all.',
    'thx 👍',
    '👍',
    'Perfect',
    'Thank you, Mrs. Miller!',
    'Vielen Dank für die schnelle Antwort!',
    'Alles klar, danke Ihnen. Schönes Wochenende!',
    'Danke, Frau Schmidt',
    'Merci beaucoup, bonne journée !',
    'C’est noté, merci à vous',
    'Muchas gracias por su ayuda. Saludos',
    'Vale, gracias',
    'Muito obrigada pela ajuda!',
    'Valeu, até mais',
    'Grazie mille, buona giornata',
    'Perfetto, la ringrazio',
    'Hartelijk dank voor uw hulp',
    'BEDANKT!!!',
  ])('are these: %s', (text) => {
    expect(isCourtesy(text)).toBe(true);
  });

  it('may bear the name of whoever sends them', () => {
    expect(isCourtesy('Thanks!\nAda Lovelace', 'Ada Lovelace')).toBe(true);
    expect(isCourtesy('Thanks!\nAda Lovelace')).toBe(false);
  });
});

describe('what wants an answer', () => {
  it.each([
    '',
    ' ',
    'Hello',
    'Hi team',
    'Thanks?',
    'Thanks, but it still does not work',
    'Thanks. When does it come',
    'ok thanks, order 4711',
    'Thanks for nothing',
    'Not good',
    'no',
    'Great, another delay',
    'thanks 😡',
    'thank you :(',
    'see https://shop.example.com thanks',
    'Danke, aber das Paket fehlt',
    'Danke, funktioniert leider nicht',
    'Merci, mais je veux un remboursement',
    'Gracias, pero no funciona',
    'Obrigado, mas falta um item',
    'Grazie, ma non va bene',
    'Bedankt, maar het werkt niet',
    'Спасибо',
    'ありがとう',
    '🤷',
    '😡',
  ])('is this: %s', (text) => {
    expect(isCourtesy(text)).toBe(false);
  });

  it('is every longer text, in little time', () => {
    const long = 'thanks '.repeat(40_000);
    const started = performance.now();
    expect(isCourtesy(long)).toBe(false);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
