import java.io.File;
import java.util.List;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/**
 * Checks each ontology file against the OWL 2 DL and OWL 2 RL profiles.
 *
 * <p>Prints a line "FILE TAB PROFILE: violation" for every violation, and "FILE TAB PROFILE: ok"
 * for a profile without one, so that silence is never taken for success.
 */
public final class Profiles {
  private Profiles() {}

  public static void main(String[] files) throws Exception {
    for (String file : files) {
      OWLOntology ontology =
          OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
      for (OWLProfile profile : List.of(new OWL2DLProfile(), new OWL2RLProfile())) {
        List<? extends OWLProfileViolation> violations =
            profile.checkOntology(ontology).getViolations();
        for (OWLProfileViolation violation : violations) {
          String text = violation.toString().replaceAll("\\s+", " ");
          System.out.println(file + "\t" + profile.getName() + ": " + text);
        }
        if (violations.isEmpty()) {
          System.out.println(file + "\t" + profile.getName() + ": ok");
        }
      }
    }
  }
}
