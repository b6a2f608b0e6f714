import { labelled } from './labelled-turn.ts';

export const french = labelled({
  negative: `
    J'attends ma livraison depuis trois semaines, c'est inadmissible.
    Le vase est arrivé complètement cassé.
    Je suis très déçue par votre service.
    Vous m'avez débité deux fois et personne ne répond !
    C'est le pire service client que j'aie connu.
    C'est la troisième fois que je vous écris pour ça.
    C'est une honte, je résilie mon contrat.
    Votre application plante sans arrêt.
    Je ne suis pas du tout satisfait.
    Pourquoi personne ne me rappelle ??
    Le livreur était désagréable et a jeté le colis.
    La qualité est médiocre et la taille ne va pas.
    Je suis furieuse, le mariage est demain !
    Quelle perte de temps.
    Encore une fois vous avez envoyé la mauvaise taille.
    Expérience horrible, plus jamais.
    Le chauffage ne marche toujours pas et nous avons froid.
    J'en ai marre d'être transféré d'un service à l'autre.
    Cela devait arriver lundi, nous sommes vendredi 😡
    C'est vraiment nul, je veux être remboursé.
  `,
  neutral: `
    Pouvez-vous me dire quand ma commande arrivera ?
    Je voudrais changer l'adresse de livraison s'il vous plaît.
    Quels sont vos horaires le samedi ?
    Mon numéro de commande est le 4711-0815.
    Bonjour, j'ai une question sur ma facture.
    Livrez-vous en Belgique ?
    Merci d'envoyer le reçu à mon adresse e-mail.
    C'est le bleu en taille 42.
    Comment réinitialiser mon mot de passe ?
    Oui, demain entre dix heures et midi c'est possible.
    Cette veste existe-t-elle en vert ?
    J'ai commandé le 3 mars et payé par carte.
    Puis-je annuler le deuxième article et garder le premier ?
    À qui dois-je m'adresser pour un compte professionnel ?
    Ok
  `,
  positive: `
    Merci beaucoup, c'était rapide !
    Parfait, ça marche maintenant.
    Excellent service, j'en parlerai à mes amis.
    J'adore le nouveau canapé, il est magnifique.
    Merci, vous m'avez bien aidé.
    Super, le problème est résolu.
    Génial, le remplacement est arrivé ce matin.
    Je suis très contente du résultat.
    Formidable, merci Samuel !
    L'équipe était aimable et patiente, bravo.
    Trop bien 😍
    Très gentil de votre part, je vous remercie.
    Vous m'avez sauvé la journée, mille mercis.
    Pas de souci, tout va bien maintenant, merci.
    Bon travail, bien mieux que l'année dernière.
  `,
});
