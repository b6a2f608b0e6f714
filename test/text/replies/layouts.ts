import type { LabelledReply } from './labelled-reply.ts';

/** Signatures, answers in other places than above, and prose that only looks like a quotation. */
export const layouts: LabelledReply[] = [
  {
    name: 'no quotation at all',
    mail: 'Hello,\n\nwhere is my order 8831?\n\nAda',
    visible: 'Hello,\n\nwhere is my order 8831?\n\nAda',
  },
  {
    name: 'signature separator',
    mail: 'Please call me back.\n-- \nAda Example\nExample Ltd, 1 Example Street\n+1 415 555 0101',
    visible: 'Please call me back.',
  },
  {
    name: 'signature above the quotation',
    mail: 'Please call me back.\n\n--\nAda Example\n\nOn Tue, Mar 3, 2026 at 10:11 AM Shop <help@in.example.org> wrote:\n\n> Hello',
    visible: 'Please call me back.',
  },
  { name: 'phone line', mail: 'On my way.\n\nSent from my iPhone', visible: 'On my way.' },
  {
    name: 'phone line above the quotation',
    mail: 'On my way.\n\nSent from my iPhone\n\n> On 3 Mar 2026, at 10:11, Shop <help@in.example.org> wrote:\n> \n> Hello',
    visible: 'On my way.',
  },
  {
    name: 'phone line, German',
    mail: 'Bin unterwegs.\n\nVon meinem iPhone gesendet',
    visible: 'Bin unterwegs.',
  },
  { name: 'phone line, French', mail: "J'arrive.\n\nEnvoyé de mon iPhone", visible: "J'arrive." },
  {
    name: 'phone line, Spanish',
    mail: 'Voy para allá.\n\nEnviado desde mi iPhone',
    visible: 'Voy para allá.',
  },
  {
    name: 'Outlook for phones',
    mail: 'Thanks!\n\nGet Outlook for iOS<https://aka.example>\n________________________________\nFrom: Shop <help@in.example.org>\nSent: Tuesday, March 3, 2026 10:11:12 AM\nTo: Ada <ada@example.com>\nSubject: Your order\n\nHello',
    visible: 'Thanks!',
  },
  {
    name: 'answer below the quotation',
    mail: 'On 3/3/26 10:11 AM, Shop wrote:\n> Which colour would you like?\n\nBlue, please.',
    visible: 'Blue, please.',
  },
  {
    name: 'answer below, with a signature',
    mail: 'Am 03.03.26 um 10:11 schrieb Laden:\n> Welche Farbe möchten Sie?\n> Blau oder rot?\n\nBlau, bitte.\n\n-- \nJana',
    visible: 'Blau, bitte.',
  },
  {
    name: 'answers between quotations',
    mail: 'On 3/3/26 10:11 AM, Shop wrote:\n> Which colour?\nBlue.\n> Which size?\nForty-two.\n> Kind regards\n> The shop',
    visible: '> Which colour?\nBlue.\n> Which size?\nForty-two.',
  },
  {
    name: 'answers between quotations, greeting first',
    mail: 'Hello, answers below.\n\nOn 3/3/26 10:11 AM, Shop wrote:\n\n> Which colour?\n\nBlue.\n\n> Which size?\n\nForty-two.\n\n> The shop',
    visible: 'Hello, answers below.\n\n> Which colour?\n\nBlue.\n\n> Which size?\n\nForty-two.',
  },
  {
    name: 'quoted line wrapped on its way',
    mail: 'Yes.\n\nOn Tue, Mar 3, 2026 at 10:11 AM Shop <help@in.example.org> wrote:\n\n> We have sent your parcel to the address that you gave us when you placed\nthe order.\n> Is that right?',
    visible: 'Yes.',
  },
  {
    name: 'quotation without an introduction',
    mail: 'Blue, please.\n\n> Which colour would you like?\n> The shop',
    visible: 'Blue, please.',
  },
  {
    name: 'a passage quoted by hand',
    mail: 'You write:\n> returns are free\nbut I was charged.',
    visible: 'You write:\n> returns are free\nbut I was charged.',
  },
  {
    name: 'a trip is no header block',
    mail: 'Hello, please book:\n\nFrom: Berlin\nTo: Munich\nDate: 3 May 2026\n\nThank you',
    visible: 'Hello, please book:\n\nFrom: Berlin\nTo: Munich\nDate: 3 May 2026\n\nThank you',
  },
  {
    name: 'prose that ends in wrote:',
    mail: 'Hello,\n\nyour colleague wrote:\nwe will refund you. When?',
    visible: 'Hello,\n\nyour colleague wrote:\nwe will refund you. When?',
  },
  {
    name: 'a list with dashes',
    mail: 'I need:\n- two cups\n- one plate\n\n--- urgent ---\nThanks',
    visible: 'I need:\n- two cups\n- one plate\n\n--- urgent ---\nThanks',
  },
  {
    name: 'nothing but a quotation keeps it',
    mail: '> Hello,\n> your order has been shipped.',
    visible: '> Hello,\n> your order has been shipped.',
  },
  {
    name: 'nothing but a phone line keeps it',
    mail: 'Sent from my iPhone',
    visible: 'Sent from my iPhone',
  },
  {
    name: 'Windows line ends',
    mail: 'Thanks.\r\n\r\nOn Tue, Mar 3, 2026 at 10:11 AM Shop <help@in.example.org> wrote:\r\n\r\n> Hello\r\n',
    visible: 'Thanks.',
  },
  {
    name: 'quotation of a quotation',
    mail: 'Third answer.\n\nOn Wed, Mar 4, 2026 at 9:00 AM Shop <help@in.example.org> wrote:\n\n> Second answer.\n>\n> On Tue, Mar 3, 2026 at 10:11 AM Ada <ada@example.com> wrote:\n>\n>> First question.',
    visible: 'Third answer.',
  },
  {
    name: 'a mailing list footer below the quotation',
    mail: 'I agree.\n\nOn 3/3/26 10:11 AM, Shop wrote:\n> Shall we?\n_______________________________________________\nlist mailing list\nlist@lists.example.org',
    visible: 'I agree.',
  },
  {
    name: 'one answer below, greeting above',
    mail: 'Hi!\n\nOn 3/3/26 10:11 AM, Shop wrote:\n> Which colour?\n\nBlue, please.',
    visible: 'Hi!\n\nBlue, please.',
  },
  {
    name: 'confidentiality notice below a rule stays out',
    mail: 'Please refund me.\n\n-- \nAda\nThis message may be confidential.',
    visible: 'Please refund me.',
  },
  {
    name: 'closing with a device line of a webmail',
    mail: 'Bitte melden Sie sich.\n\nGesendet mit der WEB Mail App',
    visible: 'Bitte melden Sie sich.',
  },
];
