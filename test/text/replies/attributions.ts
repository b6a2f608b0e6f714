import type { LabelledReply } from './labelled-reply.ts';

const older = '> Hello,\n> your order has been shipped today.\n>\n> The shop';

function replyAbove(name: string, answer: string, attribution: string, quote = older): LabelledReply {
  return { name, mail: `${answer}\n\n${attribution}\n\n${quote}\n`, visible: answer };
}

/** Replies above a quotation that an attribution line introduces, in the forms mail programs use. */
export const attributions: LabelledReply[] = [
  replyAbove(
    'English, Gmail',
    'Thank you, that works.',
    'On Tue, Mar 3, 2026 at 10:11 AM Shop <help@in.example.org> wrote:',
  ),
  replyAbove(
    'English, Gmail, wrapped after the name',
    'Thank you, that works.',
    'On Tue, Mar 3, 2026 at 10:11 AM Shop Customer Service <\nhelp@in.example.org> wrote:',
  ),
  replyAbove(
    'English, wrapped before the verb',
    'Where is it now?',
    'On Tuesday, March 3, 2026 at 10:11 AM Shop <help@in.example.org>\nwrote:',
  ),
  replyAbove(
    'English, over three lines',
    'Where is it now?',
    'On Tuesday, March 3, 2026 at 10:11 AM,\nThe Customer Service of the Shop <\nhelp@in.example.org> wrote:',
  ),
  replyAbove(
    'English, Apple Mail',
    'Please cancel the second item.',
    'On 3 Mar 2026, at 10:11, Shop <help@in.example.org> wrote:',
  ),
  replyAbove('English, Thunderbird', 'Please cancel the second item.', 'On 3/3/26 10:11 AM, Shop wrote:'),
  replyAbove(
    'English, Yahoo without marks',
    'It never arrived.',
    'On Tuesday, March 3, 2026 at 10:11:12 AM GMT+1, Shop <help@in.example.org> wrote:',
    'Hello,\nyour order has been shipped today.',
  ),
  replyAbove(
    'English, name first',
    'All fine now.',
    'Shop <help@in.example.org> wrote on Tue, 3 Mar 2026 10:11:',
  ),
  replyAbove(
    'German, Gmail',
    'Danke, das passt.',
    'Am Di., 3. März 2026 um 10:11 Uhr schrieb Laden <hilfe@in.example.org>:',
  ),
  replyAbove(
    'German, Gmail, wrapped',
    'Danke, das passt.\n\nViele Grüße\nJana',
    'Am Di., 3. März 2026 um 10:11 Uhr schrieb Kundendienst Laden <\nhilfe@in.example.org>:',
  ),
  replyAbove(
    'German, Apple Mail',
    'Bitte stornieren.',
    'Am 03.03.2026 um 10:11 schrieb Laden <hilfe@in.example.org>:',
  ),
  replyAbove(
    'German, name first',
    'Passt!',
    'Laden <hilfe@in.example.org> schrieb am Di., 3. März 2026, 10:11:',
  ),
  replyAbove(
    'French, Gmail',
    'Merci beaucoup !',
    'Le mar. 3 mars 2026 à 10:11, Boutique <aide@in.example.org> a écrit :',
  ),
  replyAbove(
    'French, Gmail, wrapped',
    'Merci beaucoup !',
    'Le mar. 3 mars 2026 à 10:11, Service client de la Boutique <\naide@in.example.org> a écrit :',
  ),
  replyAbove(
    'French, Apple Mail',
    'Je veux le rendre.',
    'Le 3 mars 2026 à 10:11, Boutique <aide@in.example.org> a écrit :',
  ),
  replyAbove(
    'Spanish, Gmail',
    'Gracias.',
    'El mar, 3 mar 2026 a las 10:11, Tienda (<ayuda@in.example.org>) escribió:',
  ),
  replyAbove(
    'Spanish, Apple Mail',
    'No ha llegado.',
    'El 3 mar 2026, a las 10:11, Tienda <ayuda@in.example.org> escribió:',
  ),
  replyAbove(
    'Italian, Gmail',
    'Grazie mille.',
    'Il giorno mar 3 mar 2026 alle ore 10:11 Negozio <aiuto@in.example.org> ha scritto:',
  ),
  replyAbove('Italian, Thunderbird', 'Va bene così.', 'Il 03/03/2026 10:11, Negozio ha scritto:'),
  replyAbove(
    'Portuguese, Gmail',
    'Obrigado!',
    'Em ter., 3 de mar. de 2026 às 10:11, Loja <ajuda@in.example.org> escreveu:',
  ),
  replyAbove(
    'Portuguese, Apple Mail',
    'Ainda não chegou.',
    'Loja <ajuda@in.example.org> escreveu no dia 3/3/2026, à(s) 10:11:',
  ),
  replyAbove(
    'Dutch, Gmail',
    'Dank je wel.',
    'Op di 3 mrt 2026 om 10:11 schreef Winkel <hulp@in.example.org>:',
  ),
  replyAbove(
    'Dutch, Apple Mail',
    'Graag annuleren.',
    'Op 3 mrt 2026, om 10:11 heeft Winkel <hulp@in.example.org> het volgende geschreven:',
  ),
  replyAbove('Swedish, Gmail', 'Tack!', 'Den tis 3 mars 2026 kl 10:11 skrev Butik <hjalp@in.example.org>:'),
  replyAbove(
    'Danish, Gmail',
    'Mange tak.',
    'Den tirs. 3. mar. 2026 kl. 10.11 skrev Butik <hjaelp@in.example.org>:',
  ),
  replyAbove(
    'Norwegian, Gmail',
    'Takk skal du ha.',
    'tir. 3. mars 2026 kl. 10:11 skrev Butikk <hjelp@in.example.org>:',
  ),
  replyAbove(
    'Finnish, Gmail',
    'Kiitos!',
    'ti 3. maalisk. 2026 klo 10.11 Kauppa (apu@in.example.org) kirjoitti:',
  ),
  replyAbove(
    'Polish, Gmail',
    'Dziękuję.',
    'wt., 3 mar 2026 o 10:11 Sklep <pomoc@in.example.org> napisał(a):',
  ),
  replyAbove('Polish, Thunderbird', 'Nie dotarło.', 'W dniu 3.03.2026 o 10:11, Sklep pisze:'),
  replyAbove(
    'Czech, Gmail',
    'Děkuji.',
    'út 3. 3. 2026 v 10:11 odesílatel Obchod <pomoc@in.example.org> napsal:',
  ),
  replyAbove('Russian, Gmail', 'Спасибо!', 'вт, 3 мар. 2026 г. в 10:11, Магазин <pomosch@in.example.org>:'),
  replyAbove('Russian, Mail', 'Не пришло.', '03.03.2026 10:11, Магазин пишет:'),
  replyAbove(
    'Turkish, Gmail',
    'Teşekkürler.',
    'Mağaza <yardim@in.example.org>, 3 Mar 2026 Sal, 10:11 tarihinde şunu yazdı:',
  ),
  replyAbove(
    'Hungarian, Gmail',
    'Köszönöm.',
    'Bolt <segitseg@in.example.org> ezt írta (időpont: 2026. márc. 3., K, 10:11):',
  ),
  replyAbove(
    'Japanese, Gmail',
    'ありがとうございます。',
    '2026年3月3日(火) 10:11 ショップ <help@in.example.org>:',
  ),
  replyAbove('Chinese, Gmail', '谢谢。', '商店 <help@in.example.org> 于2026年3月3日周二 10:11写道：'),
];
