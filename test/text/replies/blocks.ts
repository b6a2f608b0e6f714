import type { LabelledReply } from './labelled-reply.ts';

/** Replies above the older message as Outlook and webmail programs copy it: header blocks and dashed lines. */
export const blocks: LabelledReply[] = [
  {
    name: 'Outlook, English',
    mail: 'Please send me the invoice.\n\nKind regards,\nAda\n\nFrom: Shop <help@in.example.org>\nSent: Tuesday, March 3, 2026 10:11 AM\nTo: Ada Example <ada@example.com>\nSubject: Your order\n\nHello,\nyour order has been shipped.',
    visible: 'Please send me the invoice.\n\nKind regards,\nAda',
  },
  {
    name: 'Outlook on the web, with a rule',
    mail: 'Yes, please.\n\n________________________________\nFrom: Shop <help@in.example.org>\nSent: Tuesday, March 3, 2026 10:11 AM\nTo: Ada Example <ada@example.com>\nSubject: Re: Your order\n\nShall we exchange it?',
    visible: 'Yes, please.',
  },
  {
    name: 'Outlook, German',
    mail: 'Hallo,\n\nbitte tauschen Sie das um.\n\nVon: Laden <hilfe@in.example.org>\nGesendet: Dienstag, 3. März 2026 10:11\nAn: Jana Beispiel <jana@example.com>\nBetreff: Ihre Bestellung\n\nGuten Tag,',
    visible: 'Hallo,\n\nbitte tauschen Sie das um.',
  },
  {
    name: 'Outlook, French',
    mail: 'Bonjour, je confirme.\n\nDe : Boutique <aide@in.example.org>\nEnvoyé : mardi 3 mars 2026 10:11\nÀ : Luc Exemple <luc@example.com>\nObjet : Votre commande\n\nBonjour,',
    visible: 'Bonjour, je confirme.',
  },
  {
    name: 'Outlook, Spanish, bold names',
    mail: 'De acuerdo.\n\n*De:* Tienda <ayuda@in.example.org>\n*Enviado:* martes, 3 de marzo de 2026 10:11\n*Para:* Eva Ejemplo <eva@example.com>\n*Asunto:* Su pedido\n\nHola:',
    visible: 'De acuerdo.',
  },
  {
    name: 'Outlook, Italian',
    mail: 'Confermo.\n\nDa: Negozio <aiuto@in.example.org>\nInviato: martedì 3 marzo 2026 10:11\nA: Ugo Esempio <ugo@example.com>\nOggetto: Il suo ordine\n\nBuongiorno,',
    visible: 'Confermo.',
  },
  {
    name: 'Outlook, Portuguese',
    mail: 'Pode enviar.\n\nDe: Loja <ajuda@in.example.org>\nEnviada em: terça-feira, 3 de março de 2026 10:11\nPara: Rui Exemplo <rui@example.com>\nAssunto: O seu pedido\n\nOlá,',
    visible: 'Pode enviar.',
  },
  {
    name: 'Outlook, Dutch',
    mail: 'Prima.\n\nVan: Winkel <hulp@in.example.org>\nVerzonden: dinsdag 3 maart 2026 10:11\nAan: Bas Voorbeeld <bas@example.com>\nOnderwerp: Uw bestelling\n\nHallo,',
    visible: 'Prima.',
  },
  {
    name: 'Outlook, Swedish',
    mail: 'Det går bra.\n\nFrån: Butik <hjalp@in.example.org>\nSkickat: den 3 mars 2026 10:11\nTill: Ida Exempel <ida@example.com>\nÄmne: Din order\n\nHej,',
    visible: 'Det går bra.',
  },
  {
    name: 'Outlook, Polish',
    mail: 'Zgadzam się.\n\nOd: Sklep <pomoc@in.example.org>\nWysłano: wtorek, 3 marca 2026 10:11\nDo: Jan Przykład <jan@example.com>\nTemat: Twoje zamówienie\n\nDzień dobry,',
    visible: 'Zgadzam się.',
  },
  {
    name: 'Outlook, Chinese',
    mail: '好的。\n\n发件人: 商店 <help@in.example.org>\n发送时间: 2026年3月3日 10:11\n收件人: 李明 <li@example.com>\n主题: 您的订单\n\n您好，',
    visible: '好的。',
  },
  {
    name: 'old Outlook, dashed line',
    mail: 'Agreed.\n\n-----Original Message-----\nFrom: Shop [mailto:help@in.example.org]\nSent: Tuesday, March 3, 2026 10:11 AM\nTo: Ada Example\nSubject: Your order\n\nHello,',
    visible: 'Agreed.',
  },
  {
    name: 'dashed line, German',
    mail: 'Einverstanden.\n\n-----Ursprüngliche Nachricht-----\nVon: Laden\nGesendet: Dienstag, 3. März 2026 10:11\nAn: Jana\nBetreff: Bestellung\n\nGuten Tag,',
    visible: 'Einverstanden.',
  },
  {
    name: 'dashed line, French',
    mail: "D'accord.\n\n-----Message d'origine-----\nDe : Boutique\nEnvoyé : mardi 3 mars 2026\n\nBonjour,",
    visible: "D'accord.",
  },
  {
    name: 'webmail, spaced dashes',
    mail: 'Bin einverstanden.\n\n-------- Original-Nachricht --------\nBetreff: Bestellung\nDatum: Tue, 03 Mar 2026 10:11:12 +0100\nVon: hilfe@in.example.org\nAn: jana@example.com\n\nGuten Tag,',
    visible: 'Bin einverstanden.',
  },
  {
    name: 'forward with a remark above it',
    mail: 'Can you take care of this one?\n\n---------- Forwarded message ---------\nFrom: Carrier <news@carrier.example>\nDate: Tue, Mar 3, 2026 at 10:11 AM\nSubject: Delivery failed\nTo: <ada@example.com>\n\nWe could not deliver.',
    visible: 'Can you take care of this one?',
  },
  {
    name: 'Apple forward with a remark above it',
    mail: 'What does this mean?\n\nBegin forwarded message:\n\nFrom: Carrier <news@carrier.example>\nSubject: Delivery failed\nDate: 3 March 2026 at 10:11:12 CET\nTo: ada@example.com\n\nWe could not deliver.',
    visible: 'What does this mean?',
  },
  {
    name: 'forward without a remark keeps everything',
    mail: '---------- Forwarded message ---------\nFrom: Carrier <news@carrier.example>\nDate: Tue, Mar 3, 2026 at 10:11 AM\nSubject: Delivery failed\nTo: <ada@example.com>\n\nWe could not deliver.',
    visible:
      '---------- Forwarded message ---------\nFrom: Carrier <news@carrier.example>\nDate: Tue, Mar 3, 2026 at 10:11 AM\nSubject: Delivery failed\nTo: <ada@example.com>\n\nWe could not deliver.',
  },
  {
    name: 'help desk marker',
    mail: 'It is the blue one.\n\n##- Please type your reply above this line -##\n\nYour request (8831) has been received.',
    visible: 'It is the blue one.',
  },
  {
    name: 'header block, blank lines between fields',
    mail: 'Fine by me.\n\nFrom: Shop <help@in.example.org>\n\nSent: Tuesday, March 3, 2026 10:11 AM\n\nTo: Ada <ada@example.com>\n\nSubject: Your order\n\nHello,',
    visible: 'Fine by me.',
  },
];
