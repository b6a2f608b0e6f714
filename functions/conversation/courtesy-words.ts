/** Phrases that end a conversation: en, de, fr, es, pt, it, nl. Lower case, without punctuation. */
const CLOSING = [
  'thanks|thank you|thx|ty|tysm|cheers|much appreciated|appreciate it|i appreciate it|no thanks|no thank you|bye|bye bye|goodbye|good bye|good night|see you|see you soon|take care',
  'have a nice day|have a good day|have a great day|have a nice weekend|have a good weekend|have a great weekend|have a good one|you too|same to you|nothing else|that is all|that s all|that will be all',
  'all good|all set|all clear|sorted|got it|you re welcome|you are welcome|my pleasure|best regards|kind regards|regards|sincerely|best wishes',
  'danke|dankeschön|danke schön|vielen dank|besten dank|herzlichen dank|tausend dank|ich danke|danke dir|danke ihnen|nein danke|tschüss|tschüß|tschau|ciao|bis bald|bis dann|auf wiedersehen',
  'schönen tag|schönen tag noch|schönes wochenende|schönen abend|schönen feierabend|gleichfalls|ebenso|ihnen auch|dir auch|das war alles|das war s|alles klar|passt|alles gut|gern geschehen|gerne',
  'viele grüße|liebe grüße|freundliche grüße|mit freundlichen grüßen|mfg|lg|vg',
  'merci|merci beaucoup|merci bien|mille mercis|non merci|un grand merci|merci à vous|merci à toi|je vous remercie|au revoir|à bientôt|a bientot|bonne journée|bonne journee|bonne soirée|bonne soiree',
  'bon week end|vous aussi|à vous aussi|de même|c est tout|ce sera tout|c est noté|bien reçu|bien cordialement|cordialement|salutations|de rien',
  'gracias|muchas gracias|mil gracias|no gracias|muchísimas gracias|muchisimas gracias|te lo agradezco|se lo agradezco|adiós|adios|hasta luego|hasta pronto|que tenga buen día|que tengas buen día',
  'igualmente|eso es todo|eso sería todo|nada más|nada mas|de nada|saludos|un saludo|saludos cordiales',
  'obrigado|obrigada|muito obrigado|muito obrigada|não obrigado|não obrigada|nao obrigado|nao obrigada|obg|valeu|tchau|até logo|ate logo|até mais|ate mais|até breve|tenha um bom dia|bom fim de semana',
  'para você também|é só isso|era só isso|só isso|por nada|abraços|abraço|atenciosamente|cumprimentos|agradecido|agradecida|agradeço',
  'grazie|grazie mille|molte grazie|mille grazie|tante grazie|no grazie|la ringrazio|ti ringrazio|vi ringrazio|arrivederci|a presto|buona giornata|buona serata|buon weekend|altrettanto',
  'anche a lei|anche a te|è tutto|e tutto|nient altro|prego|di niente|cordiali saluti|distinti saluti|saluti|un saluto',
  'bedankt|dank je|dank je wel|dankjewel|dank u|dank u wel|hartelijk dank|heel erg bedankt|nee bedankt|doei|tot ziens|fijne dag|prettige dag|fijn weekend|insgelijks|jij ook|u ook|dat was alles',
  'graag gedaan|met vriendelijke groet|groeten|groetjes',
  // Said alone they agree with what was answered.
  'ok|okay|okey|k|great|perfect|super|wonderful|awesome|excellent|brilliant|lovely|cool|it works|it works now|works now|solved|problem solved|that helped|that helped a lot|great job',
  'prima|toll|klasse|wunderbar|perfekt|spitze|hat geklappt|erledigt|hat sich erledigt|funktioniert jetzt|jetzt funktioniert es|parfait|génial|très bien|tres bien|entendu|c est réglé',
  'perfecto|genial|vale|estupendo|excelente|muy bien|ya funciona|perfeito|ótimo|otimo|beleza|tudo certo|já funciona|resolvido|perfetto|ottimo|benissimo|va bene|ora funziona|risolto|tutto a posto',
  'top|geweldig|het werkt|opgelost',
];

/** Words that may stand beside them and say nothing by themselves. */
const BESIDE = [
  'good|nice|fine|so much|very much|a lot|a million|again|once again|very|so|all|everyone|guys|team|for your help|for the help|for all your help|for helping|for your time|for your support|to you|you|to all',
  'for your quick reply|for the quick reply|for your quick help|and|then|now|really|well|for everything|for the info|for the information|for your patience|hi|hello|dear|sir|madam',
  'sehr|vielmals|nochmals|noch mal|noch|und|für ihre hilfe|für die hilfe|für deine hilfe|für die schnelle antwort|für die schnelle hilfe|für ihre mühe|für die info|für alles|hallo|euch|gut|sehr gut|dann|jetzt',
  'd accord|et|pour votre aide|pour ton aide|pour tout|pour votre réponse|pour votre réponse rapide|pour votre temps|encore|bonjour|bien|à tous',
  'muy|y|por todo|por su ayuda|por tu ayuda|por la ayuda|por la información|por su respuesta|de nuevo|otra vez|hola|listo|de acuerdo|muy amable|a usted|a ti|buen día|buenas noches',
  'certo|mesmo|muito|e|pela ajuda|por tudo|pela atenção|pela resposta|pela informação|olá|ola|bem|novamente|bom dia|boa tarde|boa noite',
  'bene|molto|davvero|ancora|di nuovo|per l aiuto|per il vostro aiuto|per il suo aiuto|per tutto|per la risposta|per le informazioni|salve|gentilissimo|gentilissima|gentilissimi|a lei|a te|a voi|a tutti',
  'goed|heel|erg|en|voor de hulp|voor uw hulp|voor je hulp|voor alles|nogmaals',
];

function phrasesOf(lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split('|')));
}

export const closingPhrases = phrasesOf(CLOSING);
export const besidePhrases = phrasesOf(BESIDE);

/** Whoever is named behind one of these needs no word of their own in a list. */
export const honorifics = phrasesOf([
  'mr|mrs|ms|miss|dr|herr|herrn|frau|monsieur|madame|mme|señor|señora|senor|senora|sr|sra|senhor|senhora|signor|signore|signora|dott|meneer|mevrouw',
]);
