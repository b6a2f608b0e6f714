import { describe, expect, it } from 'vitest';
import { contactPointsGiven } from '../../../functions/text/facts/contact-points.ts';
import { factsGiven } from '../../../functions/text/facts/facts-given.ts';
import type { SpokenFact } from '../../../functions/text/facts/given-fact.ts';
import { numbersGiven } from '../../../functions/text/facts/numbers.ts';
import { statementsGiven } from '../../../functions/text/facts/statements.ts';
import { growth, LINEAR } from '../linear-time.ts';

const given = (text: string, name: SpokenFact) => factsGiven(text).find((fact) => fact.name === name)?.value;

describe('order number', () => {
  it.each([
    ['My order number is 4711-0815.', '4711-0815'],
    ['Where is order #10023945?', '10023945'],
    ['order no. ab-20391 is late', 'AB-20391'],
    ['Meine Bestellnummer lautet 4711-0815', '4711-0815'],
    ['Es geht um Bestellung Nr. 559201', '559201'],
    ['Ma commande n° 559201 est en retard', '559201'],
    ['Mon numéro de commande est le 4711-0815.', '4711-0815'],
    ['Mi número de pedido es 4711-0815.', '4711-0815'],
    ['O número do meu pedido é 4711-0815.', '4711-0815'],
    ['I have not got my purchase: ORD20240017', 'ORD20240017'],
    ['order number 2024 please', undefined],
    ['order # 2024-17', '2024-17'],
  ])('%s', (text, value) => expect(given(text, 'order-number')).toBe(value));

  it.each([
    'I want to order 2 pizzas',
    'I placed the order on 2026-03-01',
    'my order from 2024',
    'an order of 1499 €',
    'order at 15:30 tomorrow',
    'In order to reach 10000 people',
    '4711-0815',
    'The disorder 12345 is known',
    'Ich habe am 3. März bestellt',
    'my order was sent to Baker Street 22144',
  ])('none: %s', (text) => expect(given(text, 'order-number')).toBeUndefined());
});

describe('customer number', () => {
  it.each([
    ['my customer number is 77123', '77123'],
    ['Kundennummer: 77123', '77123'],
    ['Numéro de client: 77123', '77123'],
    ['número de cliente 77123', '77123'],
  ])('%s', (text, value) => expect(given(text, 'customer-number')).toBe(value));

  it.each(['I am a customer since 12345 days', 'your client 88123 called me'])('none: %s', (text) =>
    expect(given(text, 'customer-number')).toBeUndefined(),
  );
});

describe('mail address', () => {
  it.each([
    ['My email is Ada@Example.com', 'ada@example.com'],
    ['ada@example.com', 'ada@example.com'],
    ['you can reach me at ada.l@mail.example.org.', 'ada.l@mail.example.org'],
    ['Meine Adresse ist ada@example.com', 'ada@example.com'],
    ['écrivez-moi à ada@example.com', 'ada@example.com'],
    ['mi correo es ada@example.com', 'ada@example.com'],
    ['meu e-mail é ada@example.com', 'ada@example.com'],
  ])('%s', (text, value) => expect(given(text, 'email')).toBe(value));

  it.each([
    'I wrote to help@demo.example.com twice',
    'what is @example.com?',
    'my husband and I. Ask bob@example.com',
  ])('none: %s', (text) => expect(given(text, 'email')).toBeUndefined());
});

describe('telephone', () => {
  it.each([
    ['Please call me on +1 (415) 555-0123', '+14155550123'],
    ['my number is 0170 555 0123', '01705550123'],
    ['+1 415 555 0123', '+14155550123'],
    ['Meine Nummer: 0170 5550123', '01705550123'],
    ["vous pouvez m'appeler au 01 99 00 55 12", '0199005512'],
    ['llámame al 910 555 012', '910555012'],
    ['meu telefone é 11 95550-1234', '11955501234'],
  ])('%s', (text, value) => expect(given(text, 'phone')).toBe(value));

  it.each([
    'your number +14155550100 is always busy',
    'my order number is 4155550123',
    'code 443221',
    '20391123',
    'I was born on 1980-01-22 and my son too',
  ])('none: %s', (text) => expect(given(text, 'phone')).toBeUndefined());
});

describe('what a text states', () => {
  it.each([
    ['my name is Ada Lovelace', 'name', 'Ada Lovelace'],
    ['Hallo, ich heiße Ada und habe eine Frage', 'name', 'Ada'],
    ['Je m’appelle Zoé Martin', 'name', 'Zoé Martin'],
    ['Me llamo Inés', 'name', 'Inés'],
    ['Meu nome é João da Silva', 'name', 'João'],
    ['My address is 5 Baker Street, London', 'postal-address', '5 Baker Street, London'],
    ['Meine neue Adresse lautet: Hauptstr. 5, 10115 Berlin', 'postal-address', 'Hauptstr. 5, 10115 Berlin'],
    ['Yes, the address is still correct', 'address-confirmed', 'yes'],
    ['Die Adresse stimmt.', 'address-confirmed', 'yes'],
    ["Oui, l'adresse est bien correcte", 'address-confirmed', 'yes'],
    ['Sí, la dirección es correcta', 'address-confirmed', 'yes'],
    ['O endereço está certo', 'address-confirmed', 'yes'],
    ["I'd prefer email", 'preferred-channel', 'email'],
    ['Mir ist lieber per Telefon', 'preferred-channel', 'voice'],
    ['Je préfère par sms', 'preferred-channel', 'sms'],
    ['Prefiero WhatsApp', 'preferred-channel', 'social'],
    ['Prefiro por e-mail', 'preferred-channel', 'email'],
  ] as const)('%s', (text, name, value) => expect(given(text, name)).toBe(value));

  it.each([
    ['my name is on the parcel', 'name'],
    ['this is Sparta', 'name'],
    ['My address is wrong in your system', 'postal-address'],
    ['My address is 5ada@example.com', 'postal-address'],
    ['The address is not correct', 'address-confirmed'],
    ['Die Adresse stimmt nicht', 'address-confirmed'],
    ["I'd prefer not to get email", 'preferred-channel'],
    ['I prefer email or phone', 'preferred-channel'],
    ['I prefer the blue one. Email me.', 'preferred-channel'],
    ['please email me the receipt', 'preferred-channel'],
  ] as const)('none: %s', (text, name) => expect(given(text, name)).toBeUndefined());
});

describe('the rules', () => {
  it('read no more of a text than they say', () => {
    expect(given(`${'a '.repeat(3_000)} my order number is 4711-0815`, 'order-number')).toBeUndefined();
  });

  it.each(['order no ', 'a@a.', '+1 ', 'my 0170 ', 'my name is A ', 'my address is ', 'I prefer '])(
    'take linear time for %j',
    (piece) => {
      for (const rule of [numbersGiven, contactPointsGiven, statementsGiven])
        expect(growth(rule, piece)).toBeLessThan(LINEAR);
    },
  );
});
