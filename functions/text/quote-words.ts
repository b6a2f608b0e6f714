/** What mail programs write around a quoted message, as data: one line per language family. */

/** "wrote" in `On <date>, <name> wrote:`. */
export const WROTE = [
  'wrote|writes|schrieb|schreef|geschreven|skrev|ha scritto|scrive|scritto|a écrit|a ecrit|écrivait|escribió|escribio|va escriure',
  'escreveu|napisał\\(a\\)|napisał|napisała|pisze|napsal\\(a\\)|napsal|napsala|napísal\\(a\\)|napísal|написал\\(а\\)|написал|написала|пишет|написав|пише',
  'kirjoitti|kirjutas|írta|a scris|je napisao|je pisao|napisao je|yazdı|yazmış|έγραψε|כתב|كتب|写道|寫道|さんは書きました|wrote on|님이 작성',
].join('|');

/** How such a line begins when it is wrapped over several lines. */
export const ATTRIBUTION_START =
  /^(?:on|am|le|el|il|em|op|den|på|dnia|w dniu|dne|dňa|в|tarihinde|la|pada|vào|ma|ke|to|ti|pe|la|su|\p{L}{2,4}[.,]\s|\d)/iu;

/** `-----Original Message-----` and its kin; what stands between the dashes. */
export const ORIGINAL_MESSAGE = [
  'original message|forwarded message|original mail|ursprüngliche nachricht|original-nachricht|originalnachricht|weitergeleitete nachricht',
  "message d'origine|message d’origine|message original|message transféré|message réexpédié|mensaje original|mensaje reenviado",
  'messaggio originale|messaggio inoltrato|mensagem original|mensagem encaminhada|oorspronkelijk bericht|doorgestuurd bericht',
  'ursprungligt meddelande|originalmeddelande|vidarebefordrat meddelande|oprindelig meddelelse|videresendt meddelelse|opprinnelig melding|videresendt melding',
  'alkuperäinen viesti|oryginalna wiadomość|wiadomość oryginalna|wiadomość przekazana|původní zpráva|исходное сообщение|пересылаемое сообщение|orijinal ileti',
  'eredeti üzenet|原始邮件|原始郵件|转发邮件|元のメッセージ|転送メッセージ|원본 메시지',
].join('|');

/** Lines that stand alone above a quoted message. */
export const FORWARD_LINES =
  /^(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|início da mensagem (?:encaminhada|reencaminhada)|begin doorgestuurd bericht|vidarebefordrat brev|początek przekazywanej wiadomości)\s?:$/iu;

/** "Please type your reply above this line", as help desks send it. */
export const REPLY_ABOVE =
  /reply above this line|type your reply above|write above this line|oberhalb dieser (?:linie|zeile)|répondez au-dessus de cette ligne|au-dessus de cette ligne|responda por encima de esta línea/iu;

/** The fields of a header block above a quoted message, by meaning. */
export const HEADER_FIELDS = {
  from: 'from|von|de|da|van|från|fra|od|od koho|от|expéditeur|lähettäjä|kimden|feladó|mittente|afzender|发件人|寄件者|差出人|보낸 사람',
  sent: 'sent|date|gesendet|datum|envoyé|date d’envoi|enviado|enviado el|enviada em|fecha|inviato|data|verzonden|skickat|sendt|dato|lähetetty|päivämäärä|wysłano|odesláno|отправлено|дата|gönderildi|tarih|elküldve|dátum|发送时间|日期|寄件日期|送信日時|日付|보낸 날짜',
  to: 'to|an|à|para|a|aan|till|til|do|komu|кому|vastaanottaja|kime|címzett|destinataire|destinatario|destinatário|收件人|收件者|宛先|받는 사람',
  subject:
    'subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|aihe|temat|předmět|тема|konu|tárgy|主题|主旨|件名|제목',
} as const;

/** Lines a phone or a mail program adds below a message. */
export const DEVICE_LINES = [
  /^sent (?:from|via|with) (?:my |the )?[\p{L}\d].{0,60}$/iu,
  /^get outlook for \p{L}+.{0,60}$/iu,
  /^(?:von meinem|von meiner) .{1,40} gesendet$|^gesendet (?:von|mit|über|aus) .{1,60}$/iu,
  /^envoyé (?:de|depuis|à partir de|avec) .{1,60}$|^télécharger outlook pour .{1,60}$/iu,
  /^enviado (?:desde|do|de|a partir) .{1,60}$|^obtener outlook para .{1,60}$|^obter o outlook para .{1,60}$/iu,
  /^inviato (?:da|dal|con) .{1,60}$|^scarica outlook per .{1,60}$/iu,
  /^(?:verstuurd|verzonden) (?:vanaf|via|met|vanuit) .{1,60}$/iu,
  /^(?:skickat|skickades) från .{1,60}$|^sendt fra .{1,60}$|^hämta outlook för .{1,60}$|^lähetetty .{1,60}$/iu,
  /^wysłan[eo] z .{1,60}$|^odesláno z .{1,60}$|^отправлено (?:с|из) .{1,60}$/iu,
];
