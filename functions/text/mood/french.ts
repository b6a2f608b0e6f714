import { valences } from './valences.ts';

export const french = valences(
  {
    '-4': `voleurs escroquerie
      inadmissible* honte honteu* scandal* arnaqu* escroc* inacceptable* catastroph*`,
    '-3': `bâclé* regrette inutile* avocat affligeant* pitoyable* lamentablement incompétent* triste* mensong* nullissime dégueulasse* pourri* exaspér* scandaleusement inacceptablement ras
      déçu* furieu* colère horrible* affreu* lamentable* pire nul nulle nuls nulles marre ras_le énerv* médiocre*
      perte_de_temps plus_jamais désagréable* impoli* malpoli* insupportable* ridicule* mécontent* frustr* odieu*
      désastr* dégoût*`,
    '-2': `pleuré sent_mauvais trop_tard en_retard retard pour_rien rien_reçu pas_reçu pas_venu attendais_mieux tombé_en tombée manque en_panne panne fuite lent lente
      cassé* défectueu* abîmé* endommagé* personne_ne_répond personne_ne_me mauvais* débité_deux deux_fois
      plante bug* troisième_fois quatrième_fois encore_une_fois toujours_pas toujours_rien ne_marche_pas marche_pas
      plainte* réclam* perdu* résili* sans_réponse aucune_réponse insatisf* erreur_de`,
    '-1': 'malheureusement dommage sans_arrêt',
    '1': 'volontiers gentil*',
    '2': `soulagé* youpi réglé nickel enchanté* agréable* efficace* compétent* fiable* reconnaissant*
      merci mercis content* satisfait* heureu* ravi* rapide* aimable* patient* utile* aidé résolu* marche_maintenant
      fonctionne_maintenant tout_va_bien va_bien bien_mieux mieux remercie bon_travail`,
    '3': `meilleur* fantastique splendide* sublime* extraordinaire* chapeau
      parfait* excellent* super génial* magnifique* formidable* merveilleu* adore* bravo trop_bien fantastique*
      merci_beaucoup mille_mercis sauvé_la impeccable* top`,
    '0': `merci_de merci_d s_il bien`,
  },
  'pas ne non jamais aucun aucune sans ni guère',
);
