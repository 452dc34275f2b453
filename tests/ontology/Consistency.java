import java.io.File;
import org.semanticweb.HermiT.Configuration;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;

/**
 * Asks HermiT whether each ontology file is consistent; one JVM for all of them.
 *
 * <p>Prints a line "FILE TAB consistent" or "FILE TAB inconsistent" for every file. Literals of
 * datatypes that OWL 2 lacks (xsd:date, xsd:gYear) are passed over, as they stand in the data only.
 */
public final class Consistency {
  private Consistency() {}

  public static void main(String[] files) throws Exception {
    for (String file : files) {
      OWLOntology ontology =
          OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
      Configuration configuration = new Configuration();
      configuration.ignoreUnsupportedDatatypes = true;
      boolean consistent = new Reasoner(configuration, ontology).isConsistent();
      System.out.println(file + "\t" + (consistent ? "consistent" : "inconsistent"));
    }
  }
}
