import type { LabelledReply } from './labelled-reply.ts';

/**
 * Mails written after the rules, in forms of other programs and languages, to measure them with. A rule made for one
 * of these belongs to the other files, with its mail; here it would only flatter the figure.
 */
export const heldOut: LabelledReply[] = [
  {
    name: 'Proton Mail',
    mail: 'Thanks, it works.\n\nSent with Proton Mail secure email.\n\nOn Tuesday, March 3rd, 2026 at 10:11 AM, Shop <help@in.example.org> wrote:\n\n> Does it work?',
    visible: 'Thanks, it works.',
  },
  {
    name: 'Spark',
    mail: 'Tomorrow is fine.\n\nOn 3 Mar 2026, 10:11 +0100, Shop <help@in.example.org>, wrote:\n> When shall we call?',
    visible: 'Tomorrow is fine.',
  },
  {
    name: 'Fastmail',
    mail: 'Tomorrow is fine.\n\nOn Tue, 3 Mar 2026, at 10:11 AM, Shop wrote:\n> When shall we call?\n> \n> Attachments:\n> * order.pdf',
    visible: 'Tomorrow is fine.',
  },
  {
    name: 'Zoho',
    mail: 'Please do.\n\n---- On Tue, 03 Mar 2026 10:11:12 +0100 Shop <help@in.example.org> wrote ---\n\nShall we exchange it?',
    visible: 'Please do.',
  },
  {
    name: 'Samsung',
    mail: 'Please do.\n\n\n-------- Original message --------\nFrom: Shop <help@in.example.org>\nDate: 3/3/26 10:11 (GMT+01:00)\nTo: ada@example.com\nSubject: Your order\n\nShall we exchange it?',
    visible: 'Please do.',
  },
  {
    name: 'Samsung, German',
    mail: 'Ja bitte.\n\nVon meinem Galaxy gesendet\n\n-------- Ursprüngliche Nachricht --------\nVon: Laden <hilfe@in.example.org>\nDatum: 03.03.26 10:11 (GMT+01:00)\nAn: jana@example.com\nBetreff: Ihre Bestellung\n\nSollen wir tauschen?',
    visible: 'Ja bitte.',
  },
  {
    name: 'Lotus Notes',
    mail: 'Agreed.\n\n\n\nFrom:\tShop <help@in.example.org>\nTo:\tada@example.com\nDate:\t03/03/2026 10:11\nSubject:\tYour order\n\n\n\nHello,',
    visible: 'Agreed.',
  },
  {
    name: 'Lotus Notes, one line',
    mail: 'Agreed.\n\nShop ---03/03/2026 10:11:12---Hello, your order has been shipped.\n\nFrom: Shop <help@in.example.org>\nTo: ada@example.com\nDate: 03/03/2026 10:11\nSubject: Your order',
    visible: 'Agreed.',
  },
  {
    name: 'Yahoo, French',
    mail: 'Oui.\n\nLe mardi 3 mars 2026 à 10:11:12 UTC+1, Boutique <aide@in.example.org> a écrit :\n\nBonjour,\nvoulez-vous un échange ?',
    visible: 'Oui.',
  },
  {
    name: 'Ukrainian, Gmail',
    mail: 'Дякую.\n\nвт, 3 бер. 2026 р. о 10:11 Магазин <help@in.example.org> пише:\n\n> Добрий день',
    visible: 'Дякую.',
  },
  {
    name: 'Romanian, Gmail',
    mail: 'Mulțumesc.\n\nÎn mar., 3 mar. 2026 la 10:11, Magazin <help@in.example.org> a scris:\n\n> Bună ziua',
    visible: 'Mulțumesc.',
  },
  {
    name: 'Greek, Gmail',
    mail: 'Ευχαριστώ.\n\nΣτις Τρί 3 Μαρ 2026 στις 10:11 π.μ., ο χρήστης Shop <help@in.example.org> έγραψε:\n\n> Γεια σας',
    visible: 'Ευχαριστώ.',
  },
  {
    name: 'Korean, Gmail',
    mail: '감사합니다.\n\n2026년 3월 3일 (화) 오전 10:11, 상점 <help@in.example.org>님이 작성:\n\n> 안녕하세요',
    visible: '감사합니다.',
  },
  {
    name: 'Catalan, Gmail',
    mail: 'Gràcies.\n\nMissatge de Botiga <help@in.example.org> del dia dt., 3 de març 2026 a les 10:11:\n\n> Bon dia',
    visible: 'Gràcies.',
  },
  {
    name: 'Vietnamese, Gmail',
    mail: 'Cảm ơn.\n\nVào Th 3, 3 thg 3, 2026 vào lúc 10:11 Shop <help@in.example.org> đã viết:\n\n> Xin chào',
    visible: 'Cảm ơn.',
  },
  {
    name: 'Outlook, Norwegian',
    mail: 'Det er greit.\n\nFra: Butikk <hjelp@in.example.org>\nSendt: tirsdag 3. mars 2026 10:11\nTil: Kari Eksempel <kari@example.com>\nEmne: Ordren din\n\nHei,',
    visible: 'Det er greit.',
  },
  {
    name: 'Outlook, Finnish',
    mail: 'Sopii.\n\nLähettäjä: Kauppa <apu@in.example.org>\nLähetetty: tiistai 3. maaliskuuta 2026 10.11\nVastaanottaja: Aino <aino@example.com>\nAihe: Tilauksesi\n\nHei,',
    visible: 'Sopii.',
  },
  {
    name: 'Outlook, Russian',
    mail: 'Хорошо.\n\nОт: Магазин <help@in.example.org>\nОтправлено: вторник, 3 марта 2026 г. 10:11\nКому: Иван <ivan@example.com>\nТема: Ваш заказ\n\nЗдравствуйте,',
    visible: 'Хорошо.',
  },
  {
    name: 'Outlook, Japanese',
    mail: '了解しました。\n\n差出人: ショップ <help@in.example.org>\n送信日時: 2026年3月3日 10:11\n宛先: 山田 <yamada@example.com>\n件名: ご注文\n\nこんにちは。',
    visible: '了解しました。',
  },
  {
    name: 'Outlook in HTML, rule only',
    mail: 'Fine.\n--------\nFrom: Shop\nSent: Tuesday, March 3, 2026 10:11 AM\nTo: Ada\nSubject: Your order\n\nHello',
    visible: 'Fine.',
  },
  {
    name: 'closing words and a signature of dashes',
    mail: 'Please call me.\n\nBest regards\nAda\n---\nAda Example | Example Ltd\nTel. +1 415 555 0101',
    visible: 'Please call me.\n\nBest regards\nAda',
  },
  {
    name: 'a signature of underscores',
    mail: 'Please call me.\n\n____________\nAda Example\nExample Ltd',
    visible: 'Please call me.',
  },
  {
    name: 'an antivirus footer',
    mail: 'Please call me.\n\n-- \nThis email has been checked for viruses.\nwww.example.com',
    visible: 'Please call me.',
  },
  {
    name: 'answers in another colour, no marks',
    mail: 'See my answers in the text below.\n\nFrom: Shop <help@in.example.org>\nSent: Tuesday, March 3, 2026 10:11 AM\nTo: Ada <ada@example.com>\nSubject: Questions\n\nWhich colour? Blue.\nWhich size? Forty-two.',
    visible:
      'See my answers in the text below.\n\nFrom: Shop <help@in.example.org>\nSent: Tuesday, March 3, 2026 10:11 AM\nTo: Ada <ada@example.com>\nSubject: Questions\n\nWhich colour? Blue.\nWhich size? Forty-two.',
  },
  {
    name: 'a story with a date and a colon',
    mail: 'On 3 March 2026 your driver wrote on the card:\nnobody at home. I was at home!',
    visible: 'On 3 March 2026 your driver wrote on the card:\nnobody at home. I was at home!',
  },
  {
    name: 'a pasted tracking table',
    mail: 'The carrier says:\n\nDate: 3 March 2026\nFrom: Berlin\nTo: Munich\nStatus: lost\n\nWhat now?',
    visible: 'The carrier says:\n\nDate: 3 March 2026\nFrom: Berlin\nTo: Munich\nStatus: lost\n\nWhat now?',
  },
];
