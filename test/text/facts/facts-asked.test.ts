import { describe, expect, it } from 'vitest';
import { factsAsked } from '../../../functions/text/facts/facts-asked.ts';

describe('what a text of ours asks for', () => {
  it.each([
    ['What is your order number?', 'order-number'],
    ['Please send us the order number. Thank you!', 'order-number'],
    ['Wie lautet Ihre Bestellnummer?', 'order-number'],
    ['Quel est votre numéro de commande ?', 'order-number'],
    ['¿Cuál es su número de pedido?', 'order-number'],
    ['Qual é o número do seu pedido?', 'order-number'],
    ['Could you give me your customer number', 'customer-number'],
    ['Bitte nennen Sie uns Ihre Kundennummer.', 'customer-number'],
    ['May I have your email address?', 'email'],
    ['Wie ist Ihre E-Mail-Adresse?', 'email'],
    ['Quelle est votre adresse e-mail ?', 'email'],
    ['¿Me da su correo electrónico?', 'email'],
    ['Qual é o seu e-mail?', 'email'],
    ['Which phone number can we reach you on?', 'phone'],
    ['Unter welcher Telefonnummer erreichen wir Sie?', 'phone'],
    ['Indiquez votre numéro de téléphone', 'phone'],
    ['Can I take your name?', 'name'],
    ['What is your delivery address?', 'postal-address'],
    ['Wie lautet Ihre Adresse?', 'postal-address'],
  ])('%s', (text, fact) => expect(factsAsked(text)).toEqual([fact]));

  it.each([
    'Your order number is 4711-0815.',
    'You can find the order number in your mail. Is there anything else?',
    'Please note that you can find your order number in the mail.',
    'Is your order number 4711-0815?',
    'Is ada@example.com still your email address?',
    'Do you have any questions about your order?',
    'We sent it to your email address. Did it arrive?',
    'Wohnen Sie noch in der Hauptstr. 5, ist das Ihre Adresse 10115 Berlin?',
    'Thanks for your order!',
    'Votre adresse a changé.',
    '',
  ])('nothing: %s', (text) => expect(factsAsked(text)).toEqual([]));

  it('names several facts, each once', () => {
    expect(factsAsked('What is your name? And your order number? The order number please.')).toEqual([
      'order-number',
      'name',
    ]);
  });
});
